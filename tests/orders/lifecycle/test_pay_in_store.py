import pytest

from minishop.states import IllegalMove
from orders.lifecycle import services as lifecycle
from orders.stock.models import Reservation, StockItem
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_order_to_pay_in_store_is_kept_without_a_deadline():
    order = factories.order(paid=False)

    for _ in range(2):
        order = lifecycle.pay_in_store(order=order)

    assert (order.payment_state, order.expires_at) == ("due_in_store", None)
    assert Reservation.objects.get().expires_at is None
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
