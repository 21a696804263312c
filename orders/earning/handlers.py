"""What happens to an order reaches what it earned."""

from minishop import events
from minishop.events.models import Event
from orders.earning import services as earning
from orders.orders.models import Order
from payments.refunds.models import Refund


@events.on("order.paid", "order.claimed")
def earn(event: Event) -> None:
    earning.earn(order=Order.objects.get(pk=event.subject_id))


@events.on("order.money_given_back", "order.cancelled")
def take_back(event: Event) -> None:
    earning.take_back(order=Order.objects.get(pk=event.subject_id))


@events.on("refund.done")
def take_back_of_payment(event: Event) -> None:
    """Staff may send a payment back without its order."""
    refund = Refund.objects.select_related("payment").get(pk=event.subject_id)
    kind, _, pk = refund.payment.reference.partition(":")
    if kind == "order":
        earning.take_back(order=Order.objects.get(pk=pk))


@events.on("order.completed")
def settle(event: Event) -> None:
    earning.settle(order=Order.objects.get(pk=event.subject_id))
