"""What others hear of invoices: numbers and amounts, and nobody's name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.events import catalogue
from minishop.events.models import Event
from minishop.money import written
from orders.invoices.models import Invoice

AN_INVOICE = {
    "number": "INV-2026-000042",
    "kind": "invoice",
    "order": "LL-7K2M-9Q4T",
    "corrects": None,
    "total": {"amount": "1280.00", "currency": "CNY"},
    "tax": {"amount": "147.26", "currency": "CNY"},
    "issued_at": "2026-11-22T02:05:00+00:00",
}


@catalogue.public(
    {
        "invoice.issued": _("An invoice was issued for an order."),
        "invoice.credited": _("A credit note was issued for what went back."),
    },
    example=AN_INVOICE,
)
def invoice(event: Event) -> dict[str, Any]:
    row = Invoice.objects.select_related("order", "corrects").get(pk=event.subject_id)
    return {
        "number": row.number,
        "kind": row.kind,
        "order": row.order.number,
        "corrects": row.corrects.number if row.corrects else None,
        "total": _money(row, "total"),
        "tax": _money(row, "tax"),
        "issued_at": row.issued_at.isoformat(),
    }


def _money(row: Invoice, name: str) -> dict[str, str]:
    return {"amount": written(getattr(row, name), row.currency), "currency": row.currency}
