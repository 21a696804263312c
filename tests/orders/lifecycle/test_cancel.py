from decimal import Decimal

import pytest

from minishop import states
from minishop.states import IllegalMove
from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import NotCancellable
from orders.stock.models import StockItem
from orders.tenders import services as tenders
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db


def shelf():
    return StockItem.objects.values_list("on_hand", "reserved").get()


def test_an_unpaid_order_frees_its_pieces_once():
    order = factories.order(paid=False)

    for _ in range(2):
        order = lifecycle.cancel(order=order, reason="changed my mind")

    assert (order.state, order.fulfilments.get().state) == ("cancelled", "cancelled")
    assert shelf() == (5, 0)


def test_what_was_cancelled_is_never_completed():
    order = lifecycle.cancel(order=factories.order(paid=False))

    with pytest.raises(IllegalMove):
        states.move(order, "state", "completed", event="order.completed")

    order.refresh_from_db()
    assert order.state == "cancelled"


def test_a_paid_order_is_not_cancelled_without_a_refund():
    order = factories.order(paid=True)

    with pytest.raises(NotCancellable) as refusal:
        lifecycle.cancel(order=order)

    assert refusal.value.why == "paid"
    assert shelf() == (4, 0)


def test_staff_cancel_a_paid_order_and_all_of_its_money_goes_back():
    order = factories.order(paid=True)

    order = lifecycle.cancel(order=order, actor=factories.staff("admin"), reason="damaged", refund=True)

    assert (order.state, order.payment_state) == ("cancelled", "paid")
    assert Refund.objects.get().amount == order.total
    assert shelf() == (5, 0)


def test_it_reads_refunded_once_the_money_is_back():
    order = factories.order(paid=True)
    lifecycle.cancel(order=order, refund=True)
    Refund.objects.update(state="done")

    for _ in range(2):
        tenders.refund_arrived(Refund.objects.get())

    order.refresh_from_db()
    assert (order.payment_state, order.tenders.get().state) == ("refunded", "refunded")


def test_pieces_that_have_left_keep_the_order():
    order = factories.order(paid=True)
    fulfilment.hand_over(fulfilment=order.fulfilments.get(), actor=factories.staff("admin"))

    with pytest.raises(NotCancellable) as refusal:
        lifecycle.cancel(order=order, refund=True)

    assert refusal.value.why == "left"
    assert not Refund.objects.exists()
    assert shelf() == (4, 0)


def test_what_was_sent_back_before_is_not_sent_back_again():
    order = factories.order(paid=True)
    payment = order.tenders.get().payment
    refunds.refund(payment=payment, amount=Decimal(38), reference="staff:1")

    order = lifecycle.cancel(order=order, refund=True)

    assert order.state == "cancelled"
    assert [row.amount for row in Refund.objects.order_by("pk")] == [Decimal(38), Decimal(200)]
    assert refunds.left(payment) == 0


def test_an_order_whose_money_is_all_back_is_cancelled_without_another_refund():
    order = factories.order(paid=True)
    refunds.refund(payment=order.tenders.get().payment, amount=order.total, reference="staff:1")
    Refund.objects.update(state="done")

    order = lifecycle.cancel(order=order, refund=True)

    order.refresh_from_db()
    assert (order.state, order.payment_state) == ("cancelled", "refunded")
    assert Refund.objects.count() == 1
