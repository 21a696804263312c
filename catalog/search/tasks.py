"""Sweeps: search follows what no event told of, and what was sought in vain is forgotten."""

from catalog.search import services as search
from minishop import schedule

DAY = 24 * 60 * 60


@schedule.every(seconds=DAY)
def reindex() -> None:
    """Names of vendors, moments that passed and words nobody uses any more."""
    search.reindex()


@schedule.every(seconds=DAY)
def forget_vain_searches() -> None:
    search.forget_vain()
