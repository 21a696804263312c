"""Index: what the department holds about people."""

from orders.history import privacy as history

__all__ = ["history"]
