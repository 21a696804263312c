"""Index of orders' admin."""

from orders.board import admin as board
from orders.desk import admin as desk
from orders.desk import parcels, shipments
from orders.invoices_desk import admin as invoices
from orders.moderation import admin as moderation
from orders.purchases import admin as purchases
from orders.returns_desk import admin as returns_desk
from orders.rewards import admin as rewards
from orders.scanning import admin as scanning
from orders.shipping import admin as shipping
from orders.stock import admin as stock
from orders.stores import admin as stores

__all__ = [
    "board",
    "desk",
    "invoices",
    "moderation",
    "parcels",
    "purchases",
    "returns_desk",
    "rewards",
    "scanning",
    "shipments",
    "shipping",
    "stock",
    "stores",
]
