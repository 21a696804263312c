from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop import events
from orders.lifecycle import handlers, tasks
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import Settlement
from orders.orders.models import Order
from payments.attempts.models import Payment
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db


def test_captured_money_reaches_its_order():
    order = factories.order(paid=False)
    payment = factories.captured(order)

    handlers.settle(events.emit("payment.captured", subject=payment, reference=order.reference))

    assert Settlement.objects.get().order == order


def test_money_for_something_else_is_left_alone():
    payment = factories.captured(factories.order(paid=False), reference="gift:1")

    handlers.settle(events.emit("payment.captured", subject=payment, reference="gift:1"))

    assert not Settlement.objects.exists()


def test_money_whose_message_was_lost_is_swept_up():
    factories.captured(factories.order(paid=False))

    tasks.settle_the_unsettled()

    assert Settlement.objects.get().outcome == "paid"


def test_a_refund_that_arrived_makes_its_cancelled_order_read_refunded():
    order = factories.order()
    lifecycle.cancel(order=order, refund=True)
    Refund.objects.update(state="done")

    handlers.note_refund(events.emit("refund.done", subject=Refund.objects.get()))

    order.refresh_from_db()
    assert order.payment_state == "refunded"


def test_an_order_that_fails_to_expire_stops_no_other():
    broken, whole = factories.order(paid=False), factories.order(paid=False)
    factories.payment(broken, gateway="long-gone")
    Order.objects.update(expires_at=Now() - timedelta(seconds=1))

    tasks.expire_orders()

    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == ("open", "expired")


def test_money_that_cannot_be_settled_keeps_no_other_waiting():
    odd = factories.captured(factories.order(paid=False))
    Payment.objects.filter(pk=odd.pk).update(reference="order:0")
    order = factories.order(paid=False)
    factories.captured(order)

    tasks.settle_the_unsettled()

    order.refresh_from_db()
    assert order.payment_state == "paid"
