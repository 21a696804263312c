"""A document that was issued gets its file; money that goes back gets its credit note."""

from minishop import events
from minishop.events.models import Event
from orders.invoices import papers
from orders.invoices import services as invoices
from orders.invoices.issuers import NotIssued
from orders.invoices.models import Invoice
from orders.orders.models import Order
from payments.refunds.models import Refund

#: Seconds until a provider that could not make a file is asked again.
PAUSE = 120


@events.on("invoice.issued", "invoice.credited", outside=True)
def draw(event: Event) -> None:
    try:
        papers.paper(invoice=Invoice.objects.get(pk=event.subject_id))
    except NotIssued as problem:
        raise events.Later(PAUSE) from problem


@events.on("order.money_given_back", "order.money_carried", "order.refunded")
def credit(event: Event) -> None:
    invoices.credit(order=Order.objects.get(pk=event.subject_id))


@events.on("refund.done")
def credit_direct(event: Event) -> None:
    """What staff sent back from the payment itself, past the order's tenders."""
    refund = Refund.objects.get(pk=event.subject_id)
    for order in Order.objects.filter(tenders__payment=refund.payment_id):
        invoices.credit(order=order)
