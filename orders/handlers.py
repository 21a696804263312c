"""Index: what orders does when something happened."""

from orders.carts import handlers as carts
from orders.lifecycle import handlers as lifecycle
from orders.notices import handlers as notices
from orders.pairs import handlers as pairs
from orders.pickup import handlers as pickup

__all__ = ["carts", "lifecycle", "notices", "pairs", "pickup"]
