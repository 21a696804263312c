"""The receipt of a paid order: what was bought, how it was paid, and what went back since."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minishop import clock
from minishop.pdf.sheet import Column, Sheet
from orders.history import words
from orders.invoices import drawing, lines
from orders.invoices.figures import amount, day
from orders.orders.models import Order
from orders.tenders import base
from orders.tenders.models import GATEWAY, Tender, TenderRefund
from payments.refunds.models import Refund


def has_receipt(order: Order) -> bool:
    """Whether money came in for it, whatever became of it since."""
    return order.payment_state in (Order.PaymentState.PAID, Order.PaymentState.REFUNDED)


def pdf(order: Order) -> bytes:
    """The receipt as things stand now, in the order's language."""
    with translation.override(order.language):
        sheet = Sheet(title=f"{_('Receipt')} {order.number}", made_at=clock.now(), language=order.language)
        facts: list[tuple[str, object]] = [
            (_("Ordered"), day(order.placed_at)),
            (_("Paid on"), day(order.paid_at)),
            (_("Currency"), order.currency),
        ]
        sheet.head(_("Receipt"), number=order.number, facts=facts)
        buyer = [order.contact_name, order.contact_phone, order.contact_email]
        sheet.blocks(
            (pgettext("of an invoice", "Seller"), drawing.seller(lines.seller())),
            (pgettext("of an invoice", "Buyer"), buyer),
        )
        sheet.space(2)
        drawing.body(sheet, lines.of_order(order), order.currency, _("Total"), order.total)
        drawing.tax(sheet, order.tax_included, order.currency)
        sheet.space()
        _paid(sheet, order)
        _back(sheet, order)
        return sheet.bytes()


def _paid(sheet: Sheet, order: Order) -> None:
    tenders = order.tenders.exclude(state__in=[Tender.State.HELD, Tender.State.RELEASED]).order_by("pk")
    rows = [[_means(one), amount(one.amount, order.currency)] for one in tenders]
    if rows:
        sheet.heading(_("Paid with"))
        sheet.table([Column(_("Means")), Column(_("Amount"), 34, "right")], rows)


def _means(tender: Tender) -> str:
    """What it was paid with, as shoppers read it."""
    if tender.carried_from:
        return _("Paid before, with order %(number)s") % {"number": tender.carried_from.order.number}
    if tender.kind == GATEWAY and tender.payment:
        return words.gateway(tender.payment.gateway)
    return str(base.get(tender.kind).label)


def _back(sheet: Sheet, order: Order) -> None:
    """What of the money went back, or on to what was sent instead, oldest first."""
    found = []
    for row in TenderRefund.objects.filter(tender__order=order).select_related("tender", "refund"):
        found.append((row.created_at, _way_back(row), row.amount))
    for tender in Tender.objects.filter(carried_from__order=order).select_related("order"):
        on = _("Pays order %(number)s, sent instead") % {"number": tender.order.number}
        found.append((tender.created_at, on, tender.amount))
    direct = Refund.objects.filter(payment__tender__order=order, tender_refund=None)
    for refund in direct.filter(state=Refund.State.DONE).select_related("payment"):
        found.append((refund.created_at, words.gateway(refund.payment.gateway), refund.amount))
    if not found:
        return
    found.sort(key=lambda row: row[0])
    sheet.heading(_("Went back"))
    columns = [Column(_("Day"), 34), Column(_("How")), Column(_("Amount"), 34, "right")]
    sheet.table(columns, [[day(at), how, amount(-back, order.currency)] for at, how, back in found])


def _way_back(row: TenderRefund) -> str:
    if row.is_credit:
        return str(base.get("store-credit").label)
    label = _means(row.tender.root) if row.tender.carried_from else _means(row.tender)
    waits = row.refund and row.refund.state != Refund.State.DONE
    return _("%(means)s, on its way") % {"means": label} if waits else label
