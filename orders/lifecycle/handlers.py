"""Money that arrived, or went back, reaches its order."""

from minishop import events
from minishop.events.models import Event
from orders.lifecycle import services as lifecycle
from orders.tenders import services as tenders
from payments.attempts.models import Payment
from payments.refunds.models import Refund
from payments.refunds.owners import owners

owners.add("order", "orders.return")


@events.on("payment.captured", "payment.mismatched")
def settle(event: Event) -> None:
    payment = Payment.objects.get(pk=_pk(event))
    if payment.reference.startswith("order:"):
        lifecycle.settle(payment)


@events.on("payment.failed")
def let_go(event: Event) -> None:
    """What was held beside a payment that failed is free again."""
    payment = Payment.objects.get(pk=_pk(event))
    if payment.reference.startswith("order:"):
        lifecycle.let_go(payment)


@events.on("refund.done")
def note_refund(event: Event) -> None:
    refund = Refund.objects.select_related("payment").get(pk=_pk(event))
    tenders.refund_arrived(refund)


def _pk(event: Event) -> int:
    return int(event.subject.partition(":")[2])
