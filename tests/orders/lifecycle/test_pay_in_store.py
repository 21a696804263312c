from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models.functions import Now

from minishop.states import IllegalMove
from orders.lifecycle import services as lifecycle
from orders.lifecycle import tasks
from orders.lifecycle.models import TooManyPutAside
from orders.orders.models import Order
from orders.stock.models import Reservation, StockItem
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_order_to_pay_in_store_is_kept_for_days():
    order = factories.order(paid=False)

    for _ in range(2):
        order = lifecycle.pay_in_store(order=order)

    until = order.placed_at + timedelta(days=settings.IN_STORE_DAYS)
    assert (order.payment_state, order.expires_at) == ("due_in_store", until)
    assert Reservation.objects.get().expires_at == until
    assert order.fulfilments.get().state == "open"


def test_paying_at_the_counter_sells_the_pieces():
    order = lifecycle.pay_in_store(order=factories.order(paid=False))

    assert lifecycle.settle(factories.captured(order, gateway="offline")).outcome == "paid"

    assert StockItem.objects.values_list("on_hand", "reserved").get() == (4, 0)


def test_a_parcel_is_not_paid_in_store():
    order = factories.order(paid=False, way="ship")

    with pytest.raises(IllegalMove):
        lifecycle.pay_in_store(order=order)

    order.refresh_from_db()
    assert order.payment_state == "due"


def test_what_nobody_came_for_within_its_days_is_free_again():
    order = lifecycle.pay_in_store(order=factories.order(paid=False))
    Order.objects.update(expires_at=Now() - timedelta(seconds=1))

    tasks.expire_orders()

    order.refresh_from_db()
    assert (order.state, order.fulfilments.get().state) == ("expired", "cancelled")
    assert StockItem.objects.values_list("on_hand", "reserved").get() == (5, 0)


def test_one_phone_has_three_orders_put_aside_at_a_time():
    house = factories.store()
    kept = [lifecycle.pay_in_store(order=factories.order(paid=False, at=house)) for _ in range(3)]
    fourth = factories.order(paid=False, at=house)

    with pytest.raises(TooManyPutAside):
        lifecycle.pay_in_store(order=fourth)

    fourth.refresh_from_db()
    assert (fourth.payment_state, fourth.fulfilments.get().state) == ("due", "waiting")
    lifecycle.settle(factories.captured(kept[0], gateway="offline"))
    assert lifecycle.pay_in_store(order=fourth).payment_state == "due_in_store"


def test_one_member_has_three_orders_put_aside_whatever_phones_they_name():
    house, user = factories.store(), factories.member()
    told = {"paid": False, "at": house, "user": user}
    for digit in range(3):
        lifecycle.pay_in_store(order=factories.order(phone=f"+861380013800{digit}", **told))

    with pytest.raises(TooManyPutAside):
        lifecycle.pay_in_store(order=factories.order(phone="+8613800138009", **told))
    lifecycle.pay_in_store(order=factories.order(paid=False, at=house, phone="+8613800138008"))
