"""The sweep that draws what a lost message left undrawn."""

from minishop import schedule
from orders.pickup import services as pickup


@schedule.every(seconds=30)
def draw_missing() -> None:
    pickup.draw_missing()
