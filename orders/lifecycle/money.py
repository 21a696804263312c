"""The money's side of an order's life: what is due, what goes back, and asking gateways to close."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Sum

from minishop import clock, events, states
from minishop.money import Money
from minishop.retries import retried
from orders.lifecycle import pieces
from orders.lifecycle.models import Settlement
from orders.orders.models import Order
from orders.stock import services as stock
from orders.tenders.models import Tender
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.attempts.recording import locked
from payments.refunds import services as refunds
from payments.refunds.models import Refund

#: How much longer pieces stay held while a gateway has not said whether money came.
PATIENCE = timedelta(minutes=2)
#: Attempts whose money is here.
ARRIVED = (Payment.State.CAPTURED, Payment.State.MISMATCHED)


def due(order: Order) -> Money:
    """What is still to be paid."""
    committed = order.tenders.filter(state=Tender.State.COMMITTED).aggregate(paid=Sum("amount"))["paid"] or 0
    return Money(order.total - committed, order.currency)


def settled(order: Order, payment: Payment, outcome: Settlement.Outcome) -> Settlement:
    """The payment's outcome is written and told; money without an order to pay is on its way back.

    Staff may have sent some of it back already; call it under the payment's lock.
    """
    settlement = Settlement.objects.create(payment=payment, order=order, outcome=outcome)
    if outcome == Settlement.Outcome.REFUNDED and (left := refunds.left(payment)) > 0:
        refunds.refund(
            payment=payment, amount=left, reference=f"settlement:{payment.pk}", reason="order closed"
        )
        events.emit("order.money_returned", subject=order, payment=payment.pk, amount=str(left))
    return settlement


def refund_all(order: Order) -> None:
    """Whatever was paid for the order and has not gone back goes back, each payment once."""
    tenders = (
        order.tenders.filter(state=Tender.State.COMMITTED).select_related("payment").order_by("payment_id")
    )
    for tender in tenders:
        if tender.payment and (left := refunds.left(locked(tender.payment.pk))) > 0:
            refunds.refund(
                payment=tender.payment,
                amount=min(tender.amount, left),
                reference=f"cancellation:{order.pk}",
                reason="order cancelled",
            )
    note_refunds(order)


def note_refunds(order: Order) -> None:
    """Once all that was paid is back, the order reads refunded; call it under the order's lock."""
    tenders = list(order.tenders.select_related("payment"))
    for tender in tenders:
        if tender.state == Tender.State.COMMITTED and tender.payment and _is_back(tender.payment):
            Tender.objects.filter(pk=tender.pk).update(state=Tender.State.REFUNDED)
            tender.state = Tender.State.REFUNDED
    all_back = all(tender.state == Tender.State.REFUNDED for tender in tenders)
    if order.is_paid and all_back and order.state != Order.State.OPEN:
        states.move(order, "payment_state", Order.PaymentState.REFUNDED, event="order.refunded")


def _is_back(payment: Payment) -> bool:
    done = (
        Refund.objects.filter(payment=payment, state=Refund.State.DONE).aggregate(sum=Sum("amount"))["sum"]
        or 0
    )
    return done >= (payment.captured_amount or payment.amount)


@retried
@transaction.atomic
def refund_arrived(payment: Payment) -> None:
    """The order whose payment went back reads so."""
    order = Order.objects.select_for_update().filter(tenders__payment=payment.pk).first()
    if order:
        note_refunds(order)


def close_payments(order: Order, settle: Callable[[Payment], Settlement]) -> None:
    """Every attempt that might still bring money was closed at its gateway; what had come is settled.

    The gateways are called outside any transaction; an attempt they say nothing of stays live.
    """
    for payment in Payment.objects.filter(reference=order.reference).live().order_by("pk"):
        attempts.close(payment)
    for payment in Payment.objects.filter(reference=order.reference, state__in=ARRIVED, settlement=None):
        settle(payment)


def hold_longer(order: Order) -> Order:
    """The pieces stay held a little longer, for a gateway has not answered."""
    until = clock.now() + PATIENCE
    Order.objects.filter(pk=order.pk).update(expires_at=until)
    stock.extend(references=pieces.references(order), expires_at=until)
    order.expires_at = until
    return order
