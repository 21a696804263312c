"""Bags that guests left behind are forgotten."""

from minishop import schedule
from orders.carts import services as carts


@schedule.every(seconds=24 * 3600)
def forget_bags() -> None:
    carts.forget()
