"""Three pieces, twelve buyers."""

import pytest
from django.db import IntegrityError, connection

from orders.checkout.values import NothingToOrder, QuoteChanged
from orders.orders.models import Order
from orders.stock import services as stock
from orders.stock.models import OutOfStock, StockItem
from orders.stock.services import Hold
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)
BUYERS, PIECES = 12, 3


def buyers_of_the_last(race):
    """What each was told who held one of three pieces, each by a reference of their own."""
    house = factories.store()
    lipstick = factories.variant(stock={house: PIECES})
    answers = race(
        BUYERS, lambda i: stock.reserve(lines=[Hold(lipstick, house, 1, f"buyer:{i}")], expires_at=None)
    )
    return answers, StockItem.objects.get(variant=lipstick)


def test_exactly_the_pieces_there_are_become_orders(race):
    factories.zone()
    house = factories.store()
    lipstick = factories.variant(stock={house: PIECES})
    bags = [factories.cart((lipstick, 1)) for _ in range(BUYERS)]

    answers = race(BUYERS, lambda i: factories.place(bags[i]))

    assert sum(isinstance(answer, Order) for answer in answers) == PIECES
    refused = [answer for answer in answers if not isinstance(answer, Order)]
    assert all(isinstance(answer, OutOfStock | QuoteChanged | NothingToOrder) for answer in refused), refused
    assert StockItem.objects.values_list("on_hand", "reserved").get() == (PIECES, PIECES)
    assert findings("S1") + findings("S2") + findings("O1") == []


def test_without_the_condition_the_constraint_refuses(race, until, monkeypatch):
    """Guard off: `GUARD` is no part of the UPDATE; `stock_not_oversold` behind it then speaks."""
    monkeypatch.setattr(stock, "GUARD", "")

    def damaged() -> bool:
        answers, item = buyers_of_the_last(race)
        assert item.reserved == PIECES
        return sum(isinstance(answer, IntegrityError) for answer in answers) == BUYERS - PIECES

    assert until(damaged)


def test_without_condition_and_constraint_pieces_are_oversold(race, until, monkeypatch):
    """Guards off: neither the condition nor the constraint stands."""
    monkeypatch.setattr(stock, "GUARD", "")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE orders_stockitem DROP CONSTRAINT stock_not_oversold")

    def oversold() -> bool:
        _answers, item = buyers_of_the_last(race)
        return item.reserved - item.on_hand == BUYERS - PIECES

    try:
        assert until(oversold)
        assert findings("S2") != []
    finally:
        StockItem.objects.update(reserved=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE orders_stockitem ADD CONSTRAINT stock_not_oversold "
                "CHECK (reserved <= on_hand + backorder_limit)"
            )
