"""Index of orders' admin."""

from orders.desk import admin as desk
from orders.moderation import admin as moderation
from orders.scanning import admin as scanning
from orders.shipping import admin as shipping
from orders.stock import admin as stock
from orders.stores import admin as stores

__all__ = ["desk", "moderation", "scanning", "shipping", "stock", "stores"]
