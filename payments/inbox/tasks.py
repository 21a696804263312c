"""The sweep of notifications that were stored but could not be applied at once."""

from minishop import schedule
from payments.inbox import services as inbox


@schedule.every(seconds=15)
def apply_notifications() -> None:
    inbox.sweep()
