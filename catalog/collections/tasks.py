"""Sweeps: what rules admit changes with time, and after whatever wrote products behind their backs."""

import structlog

from catalog.collections import services as collections
from catalog.collections.models import Collection
from catalog.shelf import moments
from minishop import schedule

log = structlog.get_logger(__name__)

moments.watch(Collection, "published_at", "withdrawn_at")


@schedule.every(seconds=600)
def refresh_by_rule() -> None:
    for collection in Collection.objects.by_rule():
        try:
            collections.refresh(collection=collection)
        except Exception:
            log.exception("collection.refresh_failed", collection=collection.pk)
