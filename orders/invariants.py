"""Index: what must always be true of orders."""

from orders.benefits import invariants as benefits
from orders.earning import invariants as earning
from orders.invoices import invariants as invoices
from orders.lifecycle import invariants as lifecycle
from orders.membertill import invariants as membertill
from orders.orders import invariants as orders
from orders.pickup import invariants as pickup
from orders.purchases import invariants as purchases
from orders.returns_books import invariants as returns_books
from orders.reviews import invariants as reviews
from orders.scanning import invariants as scanning
from orders.shipments import invariants as shipments
from orders.stock import invariants as stock
from orders.tenders import invariants as tenders

__all__ = [
    "benefits",
    "earning",
    "invoices",
    "lifecycle",
    "membertill",
    "orders",
    "pickup",
    "purchases",
    "returns_books",
    "reviews",
    "scanning",
    "shipments",
    "stock",
    "tenders",
]
