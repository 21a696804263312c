"""Wishes are forgotten after half a year."""

from catalog.alerts import services as alerts
from minishop import schedule


@schedule.every(seconds=24 * 3600)
def forget_alerts() -> None:
    alerts.forget()
