"""The files of invoices: made after commit, outside transactions, and made again where one is missing."""

import structlog
from django.core.files.base import ContentFile
from django.db.models.functions import Now

from orders.invoices import issuers
from orders.invoices.models import KEPT, Invoice, InvoiceBuyer, InvoicePaper, cabinet

log = structlog.get_logger(__name__)


def paper(*, invoice: Invoice) -> InvoicePaper:
    """The document's file lies in the private storage and its row names it.

    The file is there before the row names it; of two who draw at once one file stays.

    Raises:
        NotIssued: the provider can't make it now.
    """
    known = InvoicePaper.objects.filter(invoice=invoice).first()
    if known and cabinet().exists(str(known.pdf.name)):
        return known
    issuer = issuers.current()
    made = issuer.issue(Invoice.objects.with_names().get(pk=invoice.pk))
    name = cabinet().save(f"invoices/{invoice.number}.pdf", ContentFile(made.pdf))
    told = {"pdf": name, "issuer": issuer.code, "their_number": made.number, "made_at": Now()}
    row, is_new = InvoicePaper.objects.get_or_create(invoice=invoice, defaults=told)
    if is_new:
        return row
    if row.pdf.name != name and cabinet().exists(str(row.pdf.name)):
        cabinet().delete(name)  # somebody else was faster
        return row
    InvoicePaper.objects.filter(pk=row.pk).update(**told)
    return InvoicePaper.objects.get(pk=row.pk)


def redraw(*, invoice: Invoice) -> InvoicePaper:
    """The file is made anew from what was written down, and the one before is gone."""
    known = InvoicePaper.objects.filter(invoice=invoice).first()
    if known:
        cabinet().delete(str(known.pdf.name))
    return paper(invoice=invoice)


def draw_missing(*, at_most: int = 50) -> int:
    """Documents whose file a lost message or a provider's bad hour left unmade have it."""
    drawn = 0
    for invoice in Invoice.objects.undrawn().order_by("pk")[:at_most]:
        try:
            paper(invoice=invoice)
            drawn += 1
        except issuers.NotIssued:
            log.warning("invoice.not_made", invoice=invoice.pk, exc_info=True)
    return drawn


def forget_old() -> int:
    """Nobody is named any more by an invoice the law no longer wants kept; its files went first."""
    old = Invoice.objects.filter(made_out__isnull=False, issued_at__lt=Now() - KEPT)
    for invoice in old.order_by("pk")[:200]:
        for one in (invoice, *invoice.corrections.all()):
            _throw_away(one)
        InvoiceBuyer.objects.filter(invoice=invoice).delete()
    return old.count()


def _throw_away(invoice: Invoice) -> None:
    for row in InvoicePaper.objects.filter(invoice=invoice):
        cabinet().delete(str(row.pdf.name))
        row.delete()
