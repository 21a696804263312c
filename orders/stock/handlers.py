"""Reactions of stock."""

from minishop import events
from minishop.events.models import Event
from orders.stock import facts


@events.on("stock.crossed")
def tell_the_catalogue(event: Event) -> None:
    facts.write_down([event.data["variant"]])
