"""Sweeps: what was earned and can't come back any more; money whose message was lost."""

from datetime import timedelta

import structlog
from django.conf import settings
from django.db.models.functions import Now

from minishop import schedule
from orders.earning import services as earning
from orders.earning.models import OrderEarning
from orders.orders.models import Order

log = structlog.get_logger(__name__)
BATCH = 200


@schedule.every(seconds=600)
def settle_earnings() -> None:
    """What is past its return window can be spent; one that fails stops no other."""
    due = OrderEarning.objects.due(settings.RETURN_DAYS).select_related("order").order_by("pk")
    for row in due[:BATCH]:
        try:
            earning.settle(order=row.order)
        except Exception:
            log.exception("earning.settling_failed", order=row.order_id)


@schedule.every(seconds=300)
def earn_the_forgotten() -> None:
    """What was paid in the last days and earned nothing yet, though its member should have, has."""
    since = Now() - timedelta(days=2)
    rows = Order.objects.filter(paid_at__gt=since, earning=None, user__isnull=False, replaces=None)
    rows = rows.filter(state__in=["open", "completed"], total__gt=0, user__is_staff=False)
    for order in rows.order_by("pk")[:BATCH]:
        try:
            earning.earn(order=order)
        except Exception:
            log.exception("earning.failed", order=order.pk)
