"""Index: what changes hands when two accounts of one person become one."""

from orders.carts import merging as carts
from orders.orders import merging as orders
from orders.purchases import merging as purchases
from orders.tenders import merging as tenders

__all__ = ["carts", "orders", "purchases", "tenders"]
