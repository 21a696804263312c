"""Two accounts are merged while something else happens to them."""

import pytest

from members.accounts import services as accounts
from members.accounts.models import Closed, User
from members.identities import services as identities
from members.identities.models import CannotMerge
from minishop.merging import moves
from orders.carts.models import Cart
from orders.checkout.values import NothingToOrder
from orders.orders.models import Order
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def crossed(race) -> int:
    """How many of two accounts, each merged into the other at once, are closed."""
    pair = [factories.member(), factories.member()]

    def work(i: int):
        identities.merge(User(pk=pair[i].pk), User(pk=pair[1 - i].pk), pair[i])

    answers = race(2, work)
    odd = [one for one in answers if isinstance(one, Exception) and not isinstance(one, CannotMerge)]
    assert not odd, odd
    return User.objects.filter(pk__in=[one.pk for one in pair], is_active=False).count()


def test_of_two_merged_into_each_other_one_stays(race):
    assert [crossed(race) for _ in range(5)] == [1] * 5


def test_without_the_lock_both_are_closed(race, until, monkeypatch):
    """Guard off: `_locked` reads both accounts and holds neither."""
    unlocked = lambda *pks: {row.pk: row for row in User.objects.filter(pk__in=pks)}  # noqa: E731
    monkeypatch.setattr(identities, "_locked", unlocked)
    assert until(lambda: crossed(race) == 2)


def stranded(race) -> int:
    """Orders left with an account that was merged while it placed them."""
    kept, gone = factories.member(), factories.member()
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 3}), 1, house), user=gone)
    work = [lambda: identities.merge(kept, gone, kept), lambda: factories.place(bag, user=gone)]
    merged, placed = race(2, lambda i: work[i]())
    assert merged is None
    assert isinstance(placed, Order | Closed | NothingToOrder | Cart.DoesNotExist), placed
    return Order.objects.filter(user=gone).count()


def test_an_order_placed_meanwhile_is_moved_or_refused(race):
    assert sum(stranded(race) for _ in range(5)) == 0


def test_without_holding_the_account_an_order_is_left_behind(race, until, monkeypatch):
    """Guards off: who places an order does not hold the account, nor does the merge take the bag's lock."""
    monkeypatch.setattr(accounts, "hold", lambda user: None)
    monkeypatch.delitem(moves._things, "bags")
    assert until(lambda: stranded(race) > 0)
