"""What happens to a return is told to whoever asked for it."""

from minishop import events
from minishop.events.models import Event
from orders.returns.models import Return
from orders.returns_notices import services as notices
from orders.tenders.models import TenderRefund
from payments.refunds.models import Refund


def _of(event: Event) -> Return:
    return Return.objects.select_related("order__user", "store", "replacement").get(pk=event.subject_id)


@events.on("return.agreed")
def tell_agreed(event: Event) -> None:
    notices.agreed(_of(event))


@events.on("return.seconded")
def tell_seconded(event: Event) -> None:
    notices.agreed(_of(event))


@events.on("return.refused")
def tell_refused(event: Event) -> None:
    notices.refused(_of(event))


@events.on("return.received")
def tell_received(event: Event) -> None:
    notices.received(_of(event))


@events.on("return.refunding")
def tell_refunding(event: Event) -> None:
    notices.money_goes(_of(event))


@events.on("return.replacing")
def tell_replacing(event: Event) -> None:
    notices.replaced(_of(event))


@events.on("return.lapsed")
def tell_lapsed(event: Event) -> None:
    notices.lapsed(_of(event))


@events.on("refund.failed")
def tell_owed(event: Event) -> None:
    """Once the bank has refused for good; while it is asked again by itself there is nothing to tell."""
    if not Refund.objects.refused().filter(pk=event.subject_id).exists():
        return
    for part in TenderRefund.objects.filter(refund=event.subject_id, reference__startswith="return:"):
        row = Return.objects.select_related("order__user").get(pk=part.reference.partition(":")[2])
        notices.owed(row, refund=event.subject_id)
