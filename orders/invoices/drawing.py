"""Invoices and credit notes on paper, drawn from what was written down when they were issued."""

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minishop.money import ZERO
from minishop.pdf.sheet import Cell, Column, Sheet
from orders.invoices.figures import amount, day
from orders.invoices.lines import Line
from orders.invoices.models import Invoice, InvoiceBuyer


def pdf(invoice: Invoice) -> bytes:
    """The document in its order's language; the same bytes for the same document and look of the brand."""
    with translation.override(invoice.language):
        sheet = Sheet(title=f"{_title(invoice)} {invoice.number}", made_at=invoice.issued_at,
                      language=invoice.language)  # fmt: skip
        sheet.head(_title(invoice), number=invoice.number, facts=_facts(invoice))
        sheet.blocks(
            (pgettext("of an invoice", "Seller"), seller(invoice.seller)),
            (pgettext("of an invoice", "Buyer"), _buyer(invoice.buyer)),
        )
        sheet.space(2)
        body(sheet, invoice.lines, invoice.currency, _total_label(invoice), invoice.total)
        tax(sheet, invoice.tax, invoice.currency)
        sheet.space(2)
        sheet.words(_not_a_fapiao(invoice), size=8, colour="ink-2")
        return sheet.bytes()


def _title(invoice: Invoice) -> str:
    return _("Credit note") if invoice.is_credit_note else pgettext("a document", "Commercial invoice")


def _total_label(invoice: Invoice) -> str:
    return _("Credited") if invoice.is_credit_note else _("Total")


def _not_a_fapiao(invoice: Invoice) -> str:
    if invoice.is_credit_note:
        return _("This note corrects a commercial invoice. Neither is a fapiao of the tax administration.")
    return _(
        "This is a commercial invoice. It is not a fapiao of the tax administration, and no tax can be "
        "deducted by it."
    )


def _facts(invoice: Invoice) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Issued"), day(invoice.issued_at)),
        (_("Order"), invoice.order.number),
        (_("Paid on"), day(invoice.order.paid_at)),
        (_("Currency"), invoice.currency),
    ]
    if invoice.corrects:
        facts[2] = (_("Corrects"), invoice.corrects.number)
    return facts


def seller(told: dict[str, str]) -> list[str]:
    """The house, line by line."""
    number = told.get("tax_number")
    return [
        told.get("company") or told["name"],
        _("Tax number %(number)s") % {"number": number} if number else "",
        told.get("address", ""),
        "  ".join(told[name] for name in ("phone", "email") if told.get(name)),
    ]


def _buyer(buyer: InvoiceBuyer | None) -> list[str]:
    if buyer is None:
        return [_("Not kept any more")]
    number = _("Tax number %(number)s") % {"number": buyer.tax_id} if buyer.tax_id else ""
    return [buyer.title, number, buyer.address]


def body(sheet: Sheet, lines: list[Line], currency: str, label: str, total: Decimal) -> None:
    """The pieces as a table, then reductions and delivery, then what it comes to."""
    pieces = [line for line in lines if line.get("quantity")]
    rest = [line for line in lines if not line.get("quantity")]
    if pieces:
        sheet.table(_columns(), [_row(line, currency) for line in pieces])
    goods = sum((Decimal(line["amount"]) for line in pieces), ZERO)
    steps = [(_("Pieces"), amount(goods, currency))] if pieces and rest else []
    steps += [(line["title"], amount(line["amount"], currency)) for line in rest]
    sheet.totals([*steps, (label, amount(total, currency))])


def _columns() -> list[Column]:
    return [
        Column(_("Piece")),
        Column(_("Quantity"), 18, "right"),
        Column(_("Price"), 28, "right"),
        Column(_("Amount"), 30, "right"),
    ]


def _row(line: Line, currency: str) -> list[Cell | str]:
    under = " / ".join(part for part in (line.get("label"), line.get("sku")) if part)
    price = amount(line["unit_price"], currency) if line.get("unit_price") else ""
    return [
        Cell(line["title"], under=under),
        str(line["quantity"]),
        price,
        amount(line["amount"], currency),
    ]


def tax(sheet: Sheet, inside: Decimal, currency: str) -> None:
    if inside:
        sheet.words(_("Tax inside: %(tax)s.") % {"tax": amount(inside, currency)}, size=8, colour="ink-2")
