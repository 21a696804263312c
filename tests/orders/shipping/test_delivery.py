from decimal import Decimal

import pytest

from orders.shipping import services as shipping
from orders.shipping.models import ShippingRate
from orders.shipping.services import NoDelivery
from tests import factories

pytestmark = pytest.mark.django_db


def price(province="", grams=100, goods=100):
    return shipping.delivery(province=province, grams=grams, goods=Decimal(goods)).price


def test_a_named_province_has_its_own_price():
    factories.zone(price=12)
    factories.zone(price=28, free_from=None, provinces=["Xinjiang", "Tibet"])

    assert [price("Tibet"), price("Shanghai"), price()] == [28, 12, 12]


def test_delivery_is_free_from_an_amount():
    factories.zone(price=12, free_from=600)

    assert [price(goods="599.99"), price(goods=600)] == [12, 0]


def test_heavy_parcels_cost_more():
    zone = factories.zone(price=30)
    ShippingRate.objects.create(zone=zone, up_to_grams=1000, price=12)

    assert [price(grams=1000), price(grams=1001)] == [12, 30]


def test_nothing_is_sent_where_nothing_is_said():
    factories.zone(provinces=["Shanghai"])

    with pytest.raises(NoDelivery):
        price("Tibet")


def test_nothing_heavier_than_the_heaviest_rate_is_sent():
    zone = factories.zone()
    ShippingRate.objects.filter(zone=zone).update(up_to_grams=500)

    with pytest.raises(NoDelivery):
        price(grams=501)
