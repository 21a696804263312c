"""Orders that are paid, as invoices are asked for them, and what goes back of them."""

from decimal import Decimal
from typing import Any

from minishop import events
from orders.invoices import services as invoices
from orders.invoices.models import Invoice
from orders.invoices.values import Buyer
from orders.orders.models import Order
from orders.tenders import services as tenders
from tests import factories

#: A unified social credit code whose last sign is right.
TAX_ID = "91310000MA1FL0B52G"
COMPANY = Buyer("Moon & Thread Trading Co.", "company", TAX_ID, "88 Huaihai Road, Shanghai")


def sold(**fields: Any) -> Order:
    """A paid order of two veils, delivery included: 476 and 12."""
    return factories.order(way="ship", pieces=2, **fields)


def issued(order: Order | None = None, buyer: Buyer = COMPANY) -> Invoice:
    return invoices.issue(order=order or sold(), buyer=buyer)


def back(order: Order, amount: str, reference: str) -> None:
    """So much of the order's money went back, and all has heard of it."""
    tenders.give_back(order=order, amount=Decimal(amount), reference=reference)
    events.sweep()
