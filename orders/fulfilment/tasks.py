"""Sweeps: who has not come for pieces that are kept for them."""

from collections.abc import Callable, Iterable

import structlog
from django.conf import settings

from minishop import schedule
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment

log = structlog.get_logger(__name__)
BATCH = 200


@schedule.every(seconds=300)
def remind() -> None:
    soon = Fulfilment.objects.to_remind(settings.PICKUP_REMIND_DAYS).order_by("keep_until")[:BATCH]
    _each(soon, lambda row: fulfilment.remind(fulfilment=row))


@schedule.every(seconds=300)
def note_no_shows() -> None:
    over = Fulfilment.objects.unclaimed().order_by("keep_until")[:BATCH]
    _each(over, lambda row: fulfilment.no_show(fulfilment=row))


def _each(rows: Iterable[Fulfilment], verb: Callable[[Fulfilment], object]) -> None:
    """The verb was called for every row; one that fails stops no other."""
    for row in rows:
        try:
            verb(row)
        except Exception:
            log.exception("fulfilment.sweep_failed", fulfilment=row.pk)
