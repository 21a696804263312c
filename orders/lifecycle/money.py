"""The money's side of an order's life: what goes back, and asking gateways to close."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from minishop import clock, events
from orders.lifecycle import pieces
from orders.lifecycle.models import Settlement
from orders.orders.models import Order
from orders.stock import services as stock
from orders.tenders import services as tenders
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.refunds import services as refunds

#: How much longer pieces stay held while a gateway has not said whether money came.
PATIENCE = timedelta(minutes=2)
#: Attempts whose money is here.
ARRIVED = (Payment.State.CAPTURED, Payment.State.MISMATCHED)


def fits(order: Order, payment: Payment) -> bool:
    """It brought what was asked for, and no more than the order needs beside the shop's own means."""
    owed = tenders.due(order, without_held=True)
    exact = payment.state == Payment.State.CAPTURED and payment.currency == owed.currency
    return exact and payment.amount <= owed.amount


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


def refund_all(order: Order, actor: Any = None) -> None:
    """Whatever was paid for the order and has not gone back goes back; call it under the order's lock."""
    told = {"reference": f"cancellation:{order.pk}", "reason": "order cancelled", "actor": actor}
    tenders.give_back(order=order, amount=tenders.refundable(order), **told)


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
