"""Index: what orders does when something happened."""

from orders.pickup import handlers as pickup

__all__ = ["pickup"]
