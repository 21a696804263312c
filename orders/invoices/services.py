"""Verbs of invoices: issue, credit. Each may be repeated without effect.

Numbers have no gaps: the series' row is locked last, in the transaction that writes the document, so a
number is given only with it.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone, translation

from minishop import clock, events
from minishop.money import ZERO, rounded
from minishop.retries import retried
from orders.invoices import lines
from orders.invoices.models import Invoice, InvoiceBuyer, InvoiceSeries
from orders.invoices.returned import given_back
from orders.invoices.values import Buyer, NotInvoiceable
from orders.lifecycle.services import locked
from orders.orders.models import Order

PREFIX = {Invoice.Kind.INVOICE: "INV", Invoice.Kind.CREDIT_NOTE: "CN"}


@retried
@transaction.atomic
def issue(*, order: Order, buyer: Buyer, actor: Any = None) -> Invoice:
    """The order's one invoice, issued now or before; what went back already has its credit notes.

    Its total is the order's, so that the books read the same whenever it was asked for.

    Raises:
        NotInvoiceable: nothing is paid, or nothing of it is left.
    """
    order = locked(order.pk)
    known = Invoice.objects.filter(order=order, kind=Invoice.Kind.INVOICE).first()
    if known is not None:
        return known
    if why := why_not(order):
        raise NotInvoiceable(order, why)
    with translation.override(order.language):
        told = {"lines": lines.of_order(order), "total": order.total, "tax": order.tax_included}
        row = _write(order, Invoice.Kind.INVOICE, order.reference, **told)
    InvoiceBuyer.objects.create(
        invoice=row, kind=buyer.kind, title=buyer.title, tax_id=buyer.tax_id, address=buyer.address
    )
    events.emit("invoice.issued", subject=row, actor=actor, order=order.pk, total=str(row.total))
    _credit(order, row)
    return row


def why_not(order: Order) -> str:
    """Why an order gets no invoice now, or nothing."""
    if not order.is_paid:
        return "nothing" if order.payment_state == Order.PaymentState.REFUNDED else "unpaid"
    return "" if order.total > sum(given_back(order).values(), ZERO) else "nothing"


@retried
@transaction.atomic
def credit(*, order: Order) -> list[Invoice]:
    """Each refund of an invoiced order has its credit note; the ones written now are answered."""
    order = locked(order.pk)
    row = Invoice.objects.filter(order=order, kind=Invoice.Kind.INVOICE).first()
    return _credit(order, row) if row else []


def _credit(order: Order, invoice: Invoice) -> list[Invoice]:
    known = set(invoice.corrections.values_list("reference", flat=True))
    owed = {name: amount for name, amount in given_back(order).items() if name not in known}
    written = [_note(order, invoice, reference, amount) for reference, amount in owed.items()]
    return [note for note in written if note]


def _note(order: Order, invoice: Invoice, reference: str, amount: Decimal) -> Invoice | None:
    """The credit note of one refund, no larger than what is left of the invoice."""
    before = invoice.corrections.aggregate(total=Sum("total"), tax=Sum("tax"))
    total, tax = before["total"] or ZERO, before["tax"] or ZERO
    amount = min(amount, invoice.total - total)
    if amount <= 0:
        return None
    tax_in_all = rounded(invoice.tax * (total + amount) / invoice.total, invoice.currency)
    with translation.override(order.language):
        told = {"lines": lines.of_credit(order, reference, amount), "total": amount, "corrects": invoice}
        note = _write(order, Invoice.Kind.CREDIT_NOTE, reference, tax=tax_in_all - tax, **told)
    events.emit("invoice.credited", subject=note, order=order.pk, total=str(amount))
    return note


def _write(order: Order, kind: Invoice.Kind, reference: str, **told: Any) -> Invoice:
    moment = clock.now()
    year = timezone.localtime(moment).year
    sequence = _next(kind, year)
    return Invoice.objects.create(
        order=order,
        kind=kind,
        year=year,
        sequence=sequence,
        number=f"{PREFIX[kind]}-{year}-{sequence:06d}",
        reference=reference,
        currency=order.currency,
        seller=lines.seller(),
        language=order.language,
        issued_at=moment,
        **told,
    )


def _next(kind: str, year: int) -> int:
    """The next number of the year; nobody else has the series until this transaction ends."""
    InvoiceSeries.objects.get_or_create(kind=kind, year=year)
    series = InvoiceSeries.objects.select_for_update().get(kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
