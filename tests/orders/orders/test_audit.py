import pytest

from orders.orders.models import Allocation, Order, OrderLine
from orders.tenders.models import Tender
from tests import factories
from tests.corruption import drop_constraint, findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def order():
    order = factories.order(way="ship")
    assert [findings(code) for code in ("O1", "O2", "O3", "O4")] == [[], [], [], []]
    return order


def test_O1_fires_when_a_line_is_missing(order):
    Allocation.objects.all().delete()
    OrderLine.objects.all().delete()

    assert {row["what"] for row in findings("O1")} == {"lines", "shares of delivery"}


def test_O1_fires_when_a_total_was_changed(order):
    Order.objects.update(goods_total=100, total=100 + order.shipping_total)

    assert [(row["what"], row["stands"]) for row in findings("O1")] == [("total", 112)]


def test_O1_fires_when_shares_do_not_sum_up(order):
    Allocation.objects.update(amount=11)

    assert [(row["stands"], row["adds_up"]) for row in findings("O1")] == [(12, 11)]


def test_O2_fires_when_a_tender_is_missing(order):
    Tender.objects.all().delete()

    assert [row["tendered"] for row in findings("O2")] == [0]


def test_O4_fires_when_a_checkout_has_two_orders(order):
    other = factories.order()
    drop_constraint("orders_order", "orders_order_checkout_key_key")
    Order.objects.filter(pk=other.pk).update(checkout_key=order.checkout_key)

    assert [row["orders"] for row in findings("O4")] == [2]
