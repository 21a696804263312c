from datetime import timedelta

import pytest
from django.db.models.functions import Now

from orders.stock.models import Reservation, StockItem
from tests import factories
from tests.corruption import corrupt, drop_constraint, findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def order():
    order = factories.order(paid=False)
    factories.order(paid=True)
    assert [findings(code) for code in ("S1", "S2", "S3")] == [[], [], []]
    return order


def test_S1_fires_when_pieces_appear_without_a_movement():
    StockItem.objects.filter(reserved=1).update(on_hand=9)

    assert [(row["on_hand"], row["moved"]) for row in findings("S1")] == [(9, 5)]


def test_S2_fires_when_a_reservation_vanishes():
    Reservation.objects.filter(state="active").delete()

    assert [(row["reserved"], row["held"]) for row in findings("S2")] == [(1, 0)]


def test_S2_fires_when_more_is_promised_than_there_is():
    drop_constraint("orders_stockitem", "stock_not_oversold")
    corrupt("UPDATE orders_reservation SET quantity = 7 WHERE state = 'active'")
    StockItem.objects.filter(reserved=1).update(reserved=7)

    assert [(row["reserved"], row["on_hand"]) for row in findings("S2")] == [(7, 5)]


def test_S3_fires_when_a_hold_outlives_its_time():
    Reservation.objects.filter(state="active").update(expires_at=Now() - timedelta(minutes=6))

    assert len(findings("S3")) == 1
