"""Verbs of the cashier: start an attempt for an order, and find out at once what became of it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import structlog

from minishop.states import IllegalMove
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.pickup import services as pickup
from orders.stock.models import OutOfStock
from orders.tenders import services as tenders
from payments.attempts import services as attempts
from payments.attempts.models import AttemptOpen, Payment
from payments.gateways.registry import NoSuchGateway

log = structlog.get_logger(__name__)


class NotPayable(Exception):
    """The order is paid, ended, no longer held, or not to be paid that way."""


def may_pay(order: Order) -> bool:
    return order.state == Order.State.OPEN and order.payment_state == Order.PaymentState.DUE


def pay(
    *,
    order: Order,
    gateway: str,
    return_url: str,
    uses: Mapping[str, Decimal] | None = None,
    actor: Any = None,
) -> Payment | None:
    """What is used of the shop's own means is held, and an attempt at the gateway stands for the rest.

    Another method needs no new order. Where nothing is left to pay the order is paid, without a gateway.

    Raises:
        NotPayable: nothing is due, or the pieces are no longer held.
        NotHeld: there is less of the shop's own means than was to be used.
        NoSuchGateway, AttemptOpen: as `attempts.start` raises them; then nothing is held.
    """
    if not may_pay(order):
        raise NotPayable
    if not uses:
        tenders.release(order=order, actor=actor)
    for code, amount in (uses or {}).items():
        tenders.hold(order=order, code=code, amount=amount, actor=actor)
    rest = tenders.due(order)
    if not rest.amount:
        _pay_inside(order)
        return None
    told: dict[str, Any] = {
        "reference": order.reference,
        "money": rest,
        "gateway": gateway,
        "description": order.number,
    }
    try:
        return attempts.start(**told, return_url=return_url, expires_at=order.expires_at, actor=actor)
    except (NoSuchGateway, AttemptOpen):
        tenders.release(order=order, actor=actor)
        raise


def _pay_inside(order: Order) -> None:
    """The order is paid with what is held for it alone, codes and all."""
    try:
        paid = lifecycle.pay_inside(order=order)
    except OutOfStock as problem:
        tenders.release(order=order)
        raise NotPayable from problem
    _draw(paid)


def pay_in_store(*, order: Order) -> None:
    """The order is kept at its store to be paid there, with its code.

    Raises:
        NotPayable: not all of it is collected at one store, or the pieces are no longer there.
        TooManyPutAside: as many as may wait for this shopper already.
    """
    try:
        kept = lifecycle.pay_in_store(order=order, actor=order.user)
    except (IllegalMove, OutOfStock) as problem:
        raise NotPayable from problem
    _draw(kept)


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
    _draw(order)
    return order


def _draw(order: Order) -> None:
    """The order has its codes; where a file can't be kept now the page draws it, and a sweep later."""
    for code in pickup.open_all(order=order):
        try:
            pickup.draw(pickup=code)
        except Exception:
            # Whatever the storage suffers from, what was paid is paid.
            log.exception("pickup.not_drawn", pickup=code.pk)


def latest(order: Order) -> Payment | None:
    """The attempt the shopper chose last."""
    return Payment.objects.of(order.reference).order_by("-chosen_at", "-pk").first()
