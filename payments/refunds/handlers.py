"""A reserved refund is sent after its commit, outside any transaction."""

from minishop import events
from minishop.events.models import Event
from payments.refunds import services as refunds
from payments.refunds.models import Refund


@events.on("refund.requested", outside=True)
def send(event: Event) -> None:
    """The gateway was told; without an answer the timer goes on from here."""
    refunds.send(Refund.objects.get(pk=event.data["refund"]))
