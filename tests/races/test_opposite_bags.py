"""Two bags with the same pieces in opposite order."""

import pytest
from django.db import OperationalError

from minishop import retries
from orders.orders.models import Order
from orders.stock import services as stock
from orders.stock.services import Hold
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS = 8


@pytest.fixture
def house():
    factories.zone()
    return factories.store()


def in_opposite_order(race, house, pieces, name):
    """Each buyer holds every piece, half of them from the other end."""

    def hold(i: int) -> None:
        way = pieces if i % 2 else pieces[::-1]
        holds = [Hold(piece, house, 1, f"{name}:{i}:{piece.pk}") for piece in way]
        stock.reserve(lines=holds, expires_at=None)

    return race(BUYERS, hold)


def test_bags_in_opposite_order_never_wait_for_each_other_for_ever(race, house):
    pieces = [factories.variant(stock={house: 50}) for _ in range(4)]
    bags = [
        factories.cart(*((piece, 1) for piece in (pieces if i % 2 else pieces[::-1]))) for i in range(BUYERS)
    ]

    answers = race(BUYERS, lambda i: factories.place(bags[i]))

    assert all(isinstance(answer, Order) for answer in answers), answers
    assert findings("S2") == []


def test_holds_in_the_order_they_were_asked_for_deadlock(race, until, house, monkeypatch):
    """Guard off: items are taken in the order of the bag, and what then deadlocks is not tried again."""
    monkeypatch.setattr(stock, "in_lock_order", lambda holds, items: list(holds))
    monkeypatch.setattr(retries, "TIMES", 1)
    pieces = [factories.variant(stock={house: 5000}) for _ in range(4)]
    rounds = iter(range(20))

    def damaged() -> bool:
        answers = in_opposite_order(race, house, pieces, next(rounds))
        return any(isinstance(answer, OperationalError) and "deadlock" in str(answer) for answer in answers)

    assert until(damaged)


def test_what_deadlocks_all_the_same_is_tried_again(race, house, monkeypatch):
    """Guard off: as above, but with the three tries of every verb; nobody notices."""
    monkeypatch.setattr(stock, "in_lock_order", lambda holds, items: list(holds))
    pieces = [factories.variant(stock={house: 5000}) for _ in range(2)]

    answers = race(2, lambda i: _both(house, pieces if i else pieces[::-1], i))

    assert answers == [None, None]


def _both(house, pieces, i):
    stock.reserve(lines=[Hold(piece, house, 1, f"{i}:{piece.pk}") for piece in pieces], expires_at=None)
