"""Earlier orders of a guest are taken home twice at once, by a member's two taps or by two members."""

import pytest

from minishop import events
from minishop.events.models import Event
from orders.claims import services as claims
from orders.orders.models import Order, OrderQuerySet
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def taken(race, *, by: int) -> int:
    """How often one order joined an account when it was claimed twice at once, by one member or by two."""
    members, order = [factories.member() for _ in range(by)], factories.order()
    earlier = Order.objects.filter(pk=order.pk)
    answers = race(2, lambda i: claims.claim(user=members[i % by], orders=earlier))
    told = Event.objects.filter(name="order.claimed", subject=events.subject_of(order))
    assert sum(answers) == told.count()
    return sum(answers)


@pytest.mark.parametrize("by", [1, 2])
def test_of_two_taps_one_takes_it_home(race, by):
    assert [taken(race, by=by) for _ in range(4)] == [1] * 4


def test_without_the_lock_it_joins_two_accounts(race, until, monkeypatch):
    """Guard off: orders are read and not held."""
    monkeypatch.setattr(OrderQuerySet, "select_for_update", lambda self: self)
    assert until(lambda: taken(race, by=2) == 2)
