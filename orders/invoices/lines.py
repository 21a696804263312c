"""What a document says, line by line, in values that stay as they are written."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from minishop.brand import services as brands
from minishop.money import written
from orders.invoices.returned import CARRIED
from orders.orders.models import Order
from orders.returns.models import Return

Line = dict[str, Any]
#: What the house tells of itself on a document.
SELLER = ("company", "address", "tax_number", "email", "phone")


def of_order(order: Order) -> list[Line]:
    """The pieces at their price, then reductions and delivery; they sum to the order's total."""
    pieces = [
        _piece(line.title, line.label, line.quantity, line.amount, order.currency)
        | {"unit_price": written(line.unit_price, order.currency), "sku": line.sku}
        for line in order.lines.all()
    ]
    return pieces + [
        {"title": change.label, "amount": written(change.amount, order.currency)}
        for change in order.adjustments.all()
        if change.amount
    ]


def of_credit(order: Order, reference: str, amount: Decimal) -> list[Line]:
    """The pieces that came back, if any, and what was agreed beside them; they sum to `amount`."""
    found = list(_returned(order, reference))
    rest = amount - sum((Decimal(line["amount"]) for line in found), Decimal(0))
    if rest:
        title = (
            _("Agreed difference") if found else _("Refund of order %(number)s") % {"number": order.number}
        )
        found.append({"title": title, "amount": written(rest, order.currency)})
    return found


def _returned(order: Order, reference: str) -> Iterator[Line]:
    kind, _colon, pk = reference.partition(":")
    asked = {"return": "pk", CARRIED: "replacement"}.get(kind)
    row = Return.objects.filter(**{asked: int(pk)}).first() if asked else None
    for one in row.lines.select_related("line") if row else ():
        if one.amount:
            yield _piece(one.line.title, one.line.label, one.quantity, one.amount, order.currency)


def _piece(title: str, label: str, quantity: int, amount: Decimal, currency: str) -> Line:
    return {"title": title, "label": label, "quantity": quantity, "amount": written(amount, currency)}


def seller() -> dict[str, str]:
    """The house as it is called today, in the language spoken now."""
    brand = brands.current()
    told = {name: str(brand.contact.get(name, "")) for name in SELLER}
    return {"name": brand.called} | {name: text for name, text in told.items() if text}
