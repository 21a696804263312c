"""Index: what must always be true of orders."""

from orders.pickup import invariants as pickup
from orders.scanning import invariants as scanning

__all__ = ["pickup", "scanning"]
