"""A sweep: what rules admit changes with time, and after whatever wrote products behind their backs."""

from catalog.collections import services as collections
from catalog.collections.models import Collection
from catalog.shelf import moments
from minishop import schedule

moments.watch(Collection, "published_at", "withdrawn_at")


@schedule.every(seconds=600)
def refresh_by_rule() -> None:
    collections.refresh_all()
