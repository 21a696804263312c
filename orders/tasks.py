"""Index: what orders does again and again."""

from orders.lifecycle import tasks as lifecycle
from orders.pairs import tasks as pairs
from orders.pickup import tasks as pickup
from orders.stock import tasks as stock

__all__ = ["lifecycle", "pairs", "pickup", "stock"]
