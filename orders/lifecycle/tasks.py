"""Sweeps: orders whose time has run out, orders that arrived long enough ago, money nobody settled."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from django.conf import settings

from minishop import schedule
from orders.lifecycle import services as lifecycle
from orders.lifecycle.money import ARRIVED
from orders.orders.models import Order
from orders.stock import services as stock
from payments.attempts.models import Payment

log = structlog.get_logger(__name__)
BATCH = 200
T = TypeVar("T", Order, Payment)


def _each(rows: Iterable[T], verb: Callable[[T], object], trouble: str) -> None:
    """The verb was called for every row; one that fails stops no other."""
    for row in rows:
        try:
            verb(row)
        except Exception:
            log.exception(trouble, row=row.pk)


@schedule.every(seconds=15)
def expire_orders() -> None:
    due = Order.objects.due_to_expire().order_by("expires_at")[:BATCH]
    _each(due, lambda order: lifecycle.expire(order=order), "order.expiry_failed")


@schedule.every(seconds=60)
def release_forgotten_holds() -> None:
    stock.expire_due(limit=BATCH)


@schedule.every(seconds=600)
def complete_orders() -> None:
    arrived = Order.objects.arrived(for_days=settings.ORDER_COMPLETE_DAYS).order_by("pk")[:BATCH]
    _each(arrived, lambda order: lifecycle.complete(order=order), "order.completion_failed")


@schedule.every(seconds=60)
def settle_the_unsettled() -> None:
    """Money whose message was lost is settled all the same."""
    rows = Payment.objects.filter(state__in=ARRIVED, settlement=None, reference__startswith="order:")
    _each(rows.order_by("pk")[:BATCH], lifecycle.settle, "payment.settlement_failed")
