"""An order placed while its member is being erased: placed before and waited for, or not at all."""

import pytest

from members.accounts import services as accounts
from members.accounts.models import Closed
from members.rights import services as rights
from members.rights.models import Erasure
from orders.orders.models import Order
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def both_at_once(race) -> list:
    """What placing an order and erasing its member were answered, let go together."""
    person = factories.member()
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 5}), 1, house), user=person)
    rights.ask(person=person)
    acts = [
        lambda: factories.place(bag, user=person),
        lambda: rights.carry_out(person_id=person.pk),
    ]
    return race(2, lambda i: acts[i]())


def hangs_on_nobody() -> bool:
    """An order under way hangs on an account that is erased: nobody knows where it goes."""
    done = Erasure.objects.filter(done_at__isnull=False).values("user")
    return Order.objects.filter(user__in=done, state=Order.State.OPEN).exists()


def test_an_order_is_waited_for_or_refused(race):
    for _ in range(6):
        order, was_erased = both_at_once(race)
        assert isinstance(order, Closed if was_erased else Order), (order, was_erased)
    assert not hangs_on_nobody()


def test_without_the_hold_an_order_is_hung_on_someone_who_is_gone(race, until, monkeypatch):
    """Guard off: placing an order asks nobody whether the account is still there."""
    monkeypatch.setattr(accounts, "hold", lambda user: None)

    def damaged() -> bool:
        both_at_once(race)
        return hangs_on_nobody()

    assert until(damaged)
