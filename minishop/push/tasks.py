"""Browsers that went away are forgotten."""

from minishop import schedule
from minishop.push import services as push


@schedule.every(seconds=3600)
def forget_browsers() -> None:
    push.forget()
