"""Who makes the file of an invoice: our own drawing, or a provider of electronic fapiao.

An issuer is a class without arguments at `settings.INVOICE_ISSUER`. It is called outside any transaction,
may be called again for the same document, and answers the same then: its number is its key. It raises
`NotIssued` while it can't; the sweep asks again.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minishop import outside
from orders.invoices import drawing
from orders.invoices.models import Invoice


class NotIssued(Exception):
    """The provider refused, or can't be reached; nothing was made."""


@dataclass(frozen=True, slots=True)
class Issued:
    """The finished file, and the number the issuer gave on its own (that of a fapiao)."""

    pdf: bytes
    number: str = ""


class InvoiceIssuer(Protocol):
    """Makes the file of a document from what was written down."""

    code: str
    label: Any

    def issue(self, invoice: Invoice) -> Issued: ...


class LocalIssuer:
    """Draws a commercial invoice, which is no fapiao."""

    code = "local"
    label = _("Our own commercial invoice")

    def issue(self, invoice: Invoice) -> Issued:
        return Issued(drawing.pdf(invoice))


def current() -> InvoiceIssuer:
    return _load(settings.INVOICE_ISSUER)


@lru_cache(maxsize=8)
def _load(path: str) -> InvoiceIssuer:
    return cast(InvoiceIssuer, outside.loaded(path))
