"""Messages are forgotten after half a year."""

from minishop import schedule
from minishop.notify import services as notify


@schedule.every(seconds=24 * 3600)
def forget_messages() -> None:
    notify.forget()
