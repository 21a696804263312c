"""Money that is back, orders that are over, pieces nobody came for: what they mean for returns."""

from minishop import events
from minishop.events.models import Event
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.returns import falling
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns_goods import no_shows
from orders.tenders.models import TenderRefund


@events.on("refund.done", "refund.replaced")
def money_is_back(event: Event) -> None:
    """By its gateway, or as store credit instead."""
    for row in TenderRefund.objects.filter(refund=event.subject_id):
        returns.arrived(row.reference)


@events.on("order.cancelled")
def order_is_over(event: Event) -> None:
    falling.with_order(order=Order.objects.get(pk=event.subject_id), actor=event.actor)


@events.on("fulfilment.no_show")
def nobody_came(event: Event) -> None:
    no_shows.ask_back(
        fulfilment=Fulfilment.objects.get(pk=event.subject_id), key=f"no-show:{event.subject_id}:{event.pk}"
    )


@events.on("fulfilment.done", "fulfilment.cancelled")
def replacement_is_there(event: Event) -> None:
    order = Fulfilment.objects.get(pk=event.subject_id).order_id
    for row in Return.objects.filter(replacement=order, state=Return.State.REPLACING):
        returns.replaced(request=row)
