from datetime import timedelta

import pytest
from django.db.models.functions import Now

from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import Settlement
from orders.orders.models import Order
from orders.tenders.models import Tender
from payments.attempts.models import Payment
from payments.refunds.models import Refund
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def order():
    order = factories.order(paid=True)
    factories.order(paid=False)
    assert [findings(code) for code in ("P1", "P4")] == [[], []]
    return order


def test_P1_fires_when_an_order_is_paid_by_nothing(order):
    Settlement.objects.all().delete()

    assert [row["id"] for row in findings("P1")] == [order.pk]


def test_P1_fires_when_money_came_and_the_order_is_still_due(order):
    Order.objects.filter(pk=order.pk).update(payment_state="due")

    assert [row["captured"] for row in findings("P1")] == [order.total]


def test_P1_does_not_mind_an_order_of_nothing(order):
    house = factories.store()
    factories.place(factories.cart((factories.variant(price=0, stock={house: 1}), 1, house)))

    assert findings("P1") == []


def test_P4_fires_when_money_is_left_unanswered(order):
    Settlement.objects.all().delete()
    Payment.objects.update(captured_at=Now() - timedelta(minutes=6))

    assert [row["what"] for row in findings("P4")] == ["unsettled"]


def test_P4_fires_when_money_without_an_order_does_not_go_back(order):
    lifecycle.settle(factories.captured(order))
    assert findings("P4") == []
    Refund.objects.all().delete()

    assert [row["what"] for row in findings("P4")] == ["not sent back"]


def test_P4_fires_when_one_payment_is_answered_twice(order):
    payment = factories.captured(order)
    lifecycle.settle(payment)
    Tender.objects.create(order=order, payment=payment, amount=1)

    assert [row["what"] for row in findings("P4")] == ["answered twice"]


def test_P4_fires_when_a_settled_payment_paid_nothing(order):
    Tender.objects.all().delete()

    assert [row["what"] for row in findings("P4")] == ["nothing paid with it"]
