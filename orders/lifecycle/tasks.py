"""Sweeps: orders whose time has run out, orders that arrived long enough ago, money nobody settled."""

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


@schedule.every(seconds=15)
def expire_orders() -> None:
    """One order that fails stops no other."""
    for order in Order.objects.due_to_expire().order_by("expires_at")[:BATCH]:
        try:
            lifecycle.expire(order=order)
        except Exception:
            log.exception("order.expiry_failed", order=order.pk)


@schedule.every(seconds=60)
def release_forgotten_holds() -> None:
    stock.expire_due(limit=BATCH)


@schedule.every(seconds=600)
def complete_orders() -> None:
    for order in Order.objects.arrived(for_days=settings.ORDER_COMPLETE_DAYS).order_by("pk")[:BATCH]:
        lifecycle.complete(order=order)


@schedule.every(seconds=60)
def settle_the_unsettled() -> None:
    """Money whose message was lost is settled all the same."""
    rows = Payment.objects.filter(state__in=ARRIVED, settlement=None, reference__startswith="order:")
    for payment in rows.order_by("pk")[:BATCH]:
        lifecycle.settle(payment)
