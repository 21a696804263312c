"""Index: the messages about orders."""

from orders.notices import messages as notices

__all__ = ["notices"]
