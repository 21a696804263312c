"""Some days after pieces arrived their buyer is asked how they are."""

from minishop import events
from minishop.events.models import Event
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.review_letters import services as letters


@events.on("fulfilment.done")
def plan(event: Event) -> None:
    letters.plan(order=Fulfilment.objects.select_related("order").get(pk=event.subject_id).order)


@events.on(letters.DUE)
def ask(event: Event) -> None:
    letters.ask(order=Order.objects.select_related("user").get(pk=event.subject_id))
