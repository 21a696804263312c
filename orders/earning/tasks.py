"""Sweeps: what was earned and can't come back any more; money whose message was lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from minishop import schedule
from orders.earning import services as earning
from orders.earning.models import OrderEarning
from orders.orders.models import Order

BATCH = 200
T = TypeVar("T", bound=models.Model)


@schedule.every(seconds=600)
def settle_earnings() -> None:
    """What is past its return window can be spent; one that fails stops no other."""
    due = OrderEarning.objects.due(settings.RETURN_DAYS).select_related("order")
    for rows in _batches(due):
        schedule.each(rows, lambda row: earning.settle(order=row.order), "earning.settling_failed")


@schedule.every(seconds=300)
def earn_the_forgotten() -> None:
    """What was paid in the last days and earned nothing yet, though its member should have, has."""
    since = Now() - timedelta(days=2)
    rows = Order.objects.filter(paid_at__gt=since, earning=None, user__isnull=False, replaces=None)
    rows = rows.filter(state__in=["open", "completed"], total__gt=0, user__is_staff=False)
    for orders in _batches(rows):
        schedule.each(orders, lambda order: earning.earn(order=order), "earning.failed")


def _batches(rows: models.QuerySet[T]) -> Iterator[list[T]]:
    """All of them, some at a time: those that have to wait keep nobody behind them from their turn."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk
