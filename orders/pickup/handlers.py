"""An order that is paid, or to be paid in the store, gets its codes drawn.

Files are kept outside transactions, for where they lie may be another machine.
"""

from minishop import events
from minishop.events.models import Event
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.pickup import services as pickup


@events.on("order.paid", "order.payable_in_store", "order.reinstated", outside=True)
def draw_codes(event: Event) -> None:
    pickup.prepare(order=Order.objects.get(pk=_pk(event)))


@events.on("fulfilment.opened", outside=True)
def draw_code(event: Event) -> None:
    pickup.prepare(order=Order.objects.get(fulfilments=_pk(event)))


@events.on("fulfilment.handed_over")
def mark_collected(event: Event) -> None:
    """A hand-over made elsewhere (the order board) closes the code as well."""
    if Fulfilment.objects.filter(pk=_pk(event), state=Fulfilment.State.DONE).exists():
        pickup.collect(fulfilment_id=_pk(event), staff_id=event.actor_id)


def _pk(event: Event) -> int:
    return int(event.subject.partition(":")[2])
