"""Index: what orders does again and again."""

from orders.lifecycle import tasks as lifecycle

__all__ = ["lifecycle"]
