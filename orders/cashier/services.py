"""Verbs of the cashier: start an attempt for an order, and find out at once what became of it."""

from typing import Any

from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.pickup import services as pickup
from payments.attempts import services as attempts
from payments.attempts.models import Payment


class NotPayable(Exception):
    """The order is paid, ended, or no longer held."""


def may_pay(order: Order) -> bool:
    return order.state == Order.State.OPEN and order.payment_state == Order.PaymentState.DUE


def pay(*, order: Order, gateway: str, return_url: str, actor: Any = None) -> Payment:
    """An attempt at the gateway stands for the order; another method needs no new order.

    Raises:
        NotPayable: nothing is due, or the pieces are no longer held.
        NoSuchGateway, AttemptOpen: as `attempts.start` raises them.
    """
    if not may_pay(order):
        raise NotPayable
    return attempts.start(
        reference=order.reference,
        money=order.money,
        gateway=gateway,
        description=order.number,
        return_url=return_url,
        expires_at=order.expires_at,
        actor=actor,
    )


def pay_in_store(*, order: Order) -> None:
    """The order is kept at its store to be paid there, its code drawn."""
    pickup.prepare(order=lifecycle.pay_in_store(order=order, actor=order.user))


def check(*, order: Order) -> Order:
    """Every attempt whose money may have come was asked after, and what came is settled, codes and all.

    The shopper who comes back from a gateway waits for this and not for the queue; the job that runs
    later finds it done.
    """
    for payment in Payment.objects.live().of(order.reference):
        attempts.ask(payment)
    for payment in Payment.objects.received().of(order.reference).filter(settlement=None):
        lifecycle.settle(payment)
    order = Order.objects.get(pk=order.pk)
    pickup.prepare(order=order)
    return order


def latest(order: Order) -> Payment | None:
    """The attempt the shopper chose last."""
    return Payment.objects.of(order.reference).order_by("-chosen_at", "-pk").first()
