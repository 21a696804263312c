"""What paid orders tell the catalogue."""

from minishop import events
from minishop.events.models import Event
from orders.pairs import services as pairs


@events.on("order.paid")
def count_sold(event: Event) -> None:
    pairs.count_sold(int(event.subject.partition(":")[2]))
