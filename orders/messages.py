"""Index: the messages about orders."""

from orders.notices import messages as notices
from orders.stock import messages as stock

__all__ = ["notices", "stock"]
