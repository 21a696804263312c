"""What happens to an order is told to whoever placed it."""

from minishop import events
from minishop.events.models import Event
from minishop.push.subjects import subjects
from orders.fulfilment.models import Fulfilment
from orders.notices import following, late
from orders.notices import services as notices
from orders.orders.models import Order
from orders.shipments.models import Shipment
from payments.refunds.models import Refund

subjects.add("order", following.find)


@events.on("order.paid")
def tell_paid(event: Event) -> None:
    notices.paid(Order.objects.get(pk=event.subject_id))


@events.on("fulfilment.ready")
def tell_ready(event: Event) -> None:
    notices.ready(Fulfilment.objects.select_related("order", "store").get(pk=event.subject_id))


@events.on("fulfilment.reminded")
def remind(event: Event) -> None:
    notices.remind(Fulfilment.objects.select_related("order", "store").get(pk=event.subject_id))


@events.on("shipment.shipped")
def tell_shipped(event: Event) -> None:
    notices.shipped(Shipment.objects.select_related("fulfilment__order").get(pk=event.subject_id))


@events.on("refund.done")
def tell_refunded(event: Event) -> None:
    notices.refunded(Refund.objects.select_related("payment").get(pk=event.subject_id))


@events.on("order.reinstated")
def tell_reinstated(event: Event) -> None:
    late.reinstated(Order.objects.get(pk=event.subject_id))


@events.on("order.money_returned")
def tell_returned(event: Event) -> None:
    order = Order.objects.get(pk=event.subject_id)
    late.returned(order, payment=event.data["payment"], amount=event.data["amount"])


@events.on("order.money_given_back")
def tell_credited(event: Event) -> None:
    late.credited(Order.objects.get(pk=event.subject_id), reference=event.data["reference"])


@events.on("refund.replaced")
def tell_credited_instead(event: Event) -> None:
    late.credited_instead(Refund.objects.get(pk=event.subject_id))
