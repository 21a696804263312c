"""Points end, settle, and are reminded of, some minutes after their moment at most."""

from members.points import services as points
from minishop import schedule


#: The audit (L3) finds what is overdue for longer than two of these.
@schedule.every(seconds=300)
def expire_points() -> None:
    points.expire_due()


@schedule.every(seconds=300)
def settle_points() -> None:
    points.settle_due()


@schedule.every(seconds=3600)
def remind_of_points() -> None:
    points.remind_due()
