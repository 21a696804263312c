"""What invoices take and what they answer when they are not issued."""

from dataclasses import dataclass

from orders.orders.models import Order


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who asks for an invoice: a person by name, or a company with its tax number."""

    title: str
    kind: str = "person"
    tax_id: str = ""
    address: str = ""


class NotInvoiceable(Exception):
    """No invoice for this order; `why` is one of "unpaid", "nothing"."""

    def __init__(self, order: Order, why: str) -> None:
        self.order, self.why = order, why
        super().__init__(f"order {order}: {why}")
