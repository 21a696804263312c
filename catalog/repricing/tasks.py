"""The sweep that moves prices when their moment has come."""

from catalog.repricing import services as repricing
from minishop import schedule


@schedule.every(seconds=30)
def move_prices() -> None:
    repricing.sweep()
