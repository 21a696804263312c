from datetime import timedelta

import pytest
from django.db.models.functions import Now

from orders.stock import services as stock
from orders.stock.models import Reservation, StockItem
from orders.stock.services import Hold
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    house = factories.store()
    lipstick = factories.variant(stock={house: 5})
    stock.reserve(lines=[Hold(lipstick, house, 2, "a")], expires_at=None)
    return lipstick


def test_a_hold_nobody_gave_back_is_free_again(held):
    Reservation.objects.update(expires_at=Now() - timedelta(minutes=10))

    assert stock.expire_due() == 1

    assert StockItem.objects.get().reserved == 0
    assert Reservation.objects.get().state == "expired"


def test_its_owner_has_a_while_to_give_it_back_first(held):
    Reservation.objects.update(expires_at=Now() - timedelta(minutes=1))

    assert stock.expire_due() == 0
    assert StockItem.objects.get().reserved == 2


def test_a_hold_without_a_deadline_stays(held):
    assert stock.expire_due() == 0
    assert StockItem.objects.get().reserved == 2
