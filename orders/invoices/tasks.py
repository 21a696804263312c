"""The sweeps of invoices: files that are missing, and names the law no longer wants kept."""

from minishop import schedule
from orders.invoices import papers


@schedule.every(seconds=60)
def draw_missing() -> None:
    papers.draw_missing()


@schedule.every(seconds=86400)
def forget_old() -> None:
    papers.forget_old()
