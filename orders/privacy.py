"""Index: what the department holds about people."""

from orders.carts import privacy as carts
from orders.forgetting import privacy as forgetting

__all__ = ["carts", "forgetting"]
