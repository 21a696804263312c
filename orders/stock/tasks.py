"""The sweep that writes to staff what ran low."""

from minishop import schedule
from orders.stock import digests


@schedule.every(seconds=300)
def write_what_is_low() -> None:
    digests.write()
