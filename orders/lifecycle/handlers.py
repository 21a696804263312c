"""Money that arrived, or went back, reaches its order."""

from minishop import events
from minishop.events.models import Event
from orders.lifecycle import money
from orders.lifecycle import services as lifecycle
from payments.attempts.models import Payment
from payments.refunds.models import Refund


@events.on("payment.captured", "payment.mismatched")
def settle(event: Event) -> None:
    payment = Payment.objects.get(pk=_pk(event))
    if payment.reference.startswith("order:"):
        lifecycle.settle(payment)


@events.on("refund.done")
def note_refund(event: Event) -> None:
    refund = Refund.objects.select_related("payment").get(pk=_pk(event))
    money.refund_arrived(refund.payment)


def _pk(event: Event) -> int:
    return int(event.subject.partition(":")[2])
