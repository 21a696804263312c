"""A year's invoices and credit notes as a table for accountants."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from django.utils import timezone

from minishop.imports.cells import escaped
from minishop.money import written
from orders.invoices.models import Invoice

HEADERS = (
    "Number", "Kind", "Issued", "Order", "Corrects", "Made out to a", "Buyer", "Tax number", "Address",
    "Provider number", "Currency", "Total", "Tax",
)  # fmt: skip


def year(which: int) -> Iterator[bytes]:
    """The documents in the order of their numbers; credit notes below zero, so that a column sums up.

    No words can be taken for a formula; amounts stay numbers.
    """
    rows = Invoice.objects.filter(year=which).with_names().order_by("-kind", "sequence")
    yield codecs.BOM_UTF8 + _line(HEADERS, ())
    for row in rows.iterator(chunk_size=500):
        yield _line(*_row(row))


def _line(words: Sequence[str], amounts: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([*map(escaped, words), *amounts])
    return out.getvalue().encode()


def _row(row: Invoice) -> tuple[list[str], list[str]]:
    buyer, sign = row.buyer, -1 if row.is_credit_note else 1
    paper = getattr(row, "paper", None)
    named = [buyer.kind, buyer.title, buyer.tax_id, buyer.address] if buyer else [""] * 4
    words = [
        row.number,
        row.kind,
        timezone.localtime(row.issued_at).isoformat(timespec="seconds"),
        row.order.number,
        row.corrects.number if row.corrects else "",
        *named,
        paper.their_number if paper else "",
        row.currency,
    ]
    return words, [written(sign * each, row.currency) for each in (row.total, row.tax)]
