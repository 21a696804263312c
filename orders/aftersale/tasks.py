"""The sweep that forgets photographs nothing was asked with."""

from minishop import schedule
from orders.aftersale import photos


@schedule.every(seconds=6 * 3600)
def forget_drafts() -> None:
    photos.forget_drafts()
