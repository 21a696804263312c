"""Two bags with the same pieces in opposite order."""

from threading import Barrier, Event

import pytest
from django.db import OperationalError

from minishop import retries
from orders.orders.models import Order
from orders.stock import services as stock
from orders.stock.models import StockItem
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
    """Guard off: both take their first piece, then each wants the other's; the one undone comes again."""
    pieces = [factories.variant(stock={house: 5000}) for _ in range(2)]
    crossing = Crossing()
    monkeypatch.setattr(stock, "in_lock_order", crossing.order)

    answers = race(2, lambda i: crossing.hold(house, pieces if i else pieces[::-1], i))

    assert answers == [None, None]
    assert crossing.tries == 3
    assert set(StockItem.objects.values_list("reserved", flat=True)) == {2}
    assert findings("S2") == []


class Crossing:
    """Two that hold the same pieces from either end, and meet once each holds its first."""

    def __init__(self) -> None:
        self.met, self.through, self.tries = Barrier(2), Event(), 0

    def hold(self, house, pieces, i):
        lines = [Hold(piece, house, 1, f"{i}:{piece.pk}") for piece in pieces]
        stock.reserve(lines=lines, expires_at=None)
        self.through.set()

    def order(self, holds, items):
        """The order of the bag; who comes a second time lets the other finish."""
        self.tries += 1
        if self.tries > 2:
            assert self.through.wait(30)
            yield from holds
        else:
            yield holds[0]
            self.met.wait(30)
            yield from holds[1:]
