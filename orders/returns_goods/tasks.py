"""Sweeps: pieces that never came, and money whose news was lost."""

import structlog

from minishop import schedule
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns_goods import services as goods

log = structlog.get_logger(__name__)
BATCH = 200


@schedule.every(seconds=600)
def lapse_returns() -> None:
    """Returns whose pieces are overdue are over; one that fails stops no other."""
    for row in Return.objects.due_to_lapse().order_by("goods_by")[:BATCH]:
        try:
            goods.lapse(request=row)
        except Exception:
            log.exception("return.lapse_failed", row=row.pk)


@schedule.every(seconds=300)
def finish_returns() -> None:
    """Returns whose money is all back, or whose replacement came, are done although nobody said so."""
    for row in Return.objects.filter(state=Return.State.REFUNDING).order_by("pk")[:BATCH]:
        returns.arrived(row.reference)
    for row in Return.objects.filter(state=Return.State.REPLACING).order_by("pk")[:BATCH]:
        returns.replaced(request=row)
