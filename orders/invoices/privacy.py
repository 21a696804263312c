"""Whom invoices name: kept as long as the law wants the books kept, then nobody."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from minishop.privacy import Holding, holdings
from orders.invoices.models import KEPT, Invoice, InvoiceBuyer

#: What an invoice tells, and who it was made out to.
FACTS = ("number", "kind", "order__number", "total", "tax", "currency", "issued_at")
NAMED = ("made_out__kind", "made_out__title", "made_out__tax_id", "made_out__address")
GRACE = timedelta(days=1)


def _of(person: User) -> QuerySet[Invoice]:
    return Invoice.objects.filter(order__user=person).order_by("pk")


def export(person: User) -> list[dict[str, Any]]:
    """The invoices of the member's orders and their credit notes, as plain values."""
    return list(_of(person).values(*FACTS, *NAMED))


def files(person: User) -> Iterator[tuple[str, Any]]:
    for row in _of(person).exclude(paper=None).select_related("paper"):
        yield f"{row.number}.pdf", row.paper.pdf


def overdue() -> QuerySet[InvoiceBuyer]:
    return InvoiceBuyer.objects.filter(invoice__issued_at__lt=Now() - KEPT - GRACE)


holdings.add(
    "invoices",
    Holding(
        title=_("Invoices"),
        what=_("The name or company, tax number and address you gave for an invoice"),
        why=_("To issue it, and because the law has us keep the books of a sale"),
        kept=_("Ten years from the day it was issued, as the law has us keep papers of the books"),
        export=export,
        files=files,
        stays=_(
            "All of it, until its ten years are over: an invoice that was issued may be neither changed "
            "nor thrown away before"
        ),
        overdue=overdue,
    ),
)
