from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop.events.models import Event
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.lifecycle import tasks
from orders.orders.models import Order
from orders.shipments import services as shipments
from tests import factories

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def a_week(settings):
    settings.ORDER_COMPLETE_DAYS = 7


def arrived(order: Order, ago: timedelta) -> Order:
    """The order, its pieces in the shopper's hands that long ago."""
    part = order.fulfilments.get()
    if part.way == "pickup":
        fulfilment.hand_over(fulfilment=part)
    else:
        shipments.send(fulfilment=part, carrier="SF Express", tracking="SF100200")
        shipments.deliver_all(fulfilment=part)
    Fulfilment.objects.filter(pk=part.pk).update(done_at=Now() - ago)
    return order


def swept(order: Order) -> str:
    tasks.complete_orders()
    order.refresh_from_db()
    return order.state


@pytest.mark.parametrize("way", ["pickup", "ship"])
def test_an_order_is_completed_once_its_days_are_over(way):
    order = arrived(factories.order(way=way), timedelta(days=7))

    assert swept(order) == "completed"
    assert swept(order) == "completed"

    assert Event.objects.filter(name="order.completed").count() == 1


@pytest.mark.parametrize("way", ["pickup", "ship"])
def test_a_minute_before_that_it_stays_open(way):
    order = arrived(factories.order(way=way), timedelta(days=7) - MINUTE)

    assert swept(order) == "open"

    assert not Event.objects.filter(name="order.completed").exists()


def test_the_days_are_the_shops_own(settings):
    settings.ORDER_COMPLETE_DAYS = 14
    order = arrived(factories.order(), timedelta(days=14) - MINUTE)
    assert swept(order) == "open"
    settings.ORDER_COMPLETE_DAYS = 13
    assert swept(order) == "completed"


def test_what_was_never_collected_is_not_completed():
    order = factories.order()
    Order.objects.filter(pk=order.pk).update(paid_at=Now() - timedelta(days=30))
    assert swept(order) == "open"


def test_the_days_count_from_the_last_pieces():
    house, counter = factories.store(), factories.store()
    factories.zone()
    sent, kept = factories.variant(stock={house: 5}), factories.variant(stock={counter: 5})
    order = factories.place(factories.cart((sent, 1), (kept, 1, counter)))
    lifecycle.settle(factories.captured(order))
    parcel, pickup = order.fulfilments.get(way="ship"), order.fulfilments.get(way="pickup")
    fulfilment.hand_over(fulfilment=pickup)
    Fulfilment.objects.filter(pk=pickup.pk).update(done_at=Now() - timedelta(days=30))
    assert swept(order) == "open"
    shipments.send(fulfilment=parcel, carrier="SF Express", tracking="SF100200")
    shipments.deliver_all(fulfilment=parcel)
    assert swept(order) == "open"
    Fulfilment.objects.filter(pk=parcel.pk).update(done_at=Now() - timedelta(days=8))
    assert swept(order) == "completed"
