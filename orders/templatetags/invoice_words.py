"""The papers of an order, for templates."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from orders.history import words
from orders.invoices import figures, receipts
from orders.invoices.models import Invoice
from orders.orders.models import Order

register = template.Library()


@register.inclusion_tag("orders/invoices/_papers.html")
def papers(order: Order) -> dict[str, Any]:
    """The papers there are, or that can be asked for."""
    has_receipt = receipts.has_receipt(order)
    has_invoice = bool(order.is_paid and order.total)
    if has_receipt and not has_invoice:
        has_invoice = Invoice.objects.filter(order=order).exists()
    return {"order": order, "has_receipt": has_receipt, "has_invoice": has_invoice}


@register.filter
def told(row: Invoice) -> str:
    """What a document is, its amount and its day."""
    kind = _("Credit note") if row.is_credit_note else _("Invoice")
    return words.joined(kind, figures.amount(row.signed_total, row.currency), figures.day(row.issued_at))
