"""Index: what orders does again and again."""

from orders.aftersale import tasks as aftersale
from orders.carts import tasks as carts
from orders.earning import tasks as earning
from orders.fulfilment import tasks as fulfilment
from orders.invoices import tasks as invoices
from orders.lifecycle import tasks as lifecycle
from orders.pairs import tasks as pairs
from orders.pickup import tasks as pickup
from orders.returns_goods import tasks as returns_goods
from orders.reviews import tasks as reviews
from orders.shipments import tasks as shipments
from orders.stock import tasks as stock

__all__ = [
    "aftersale",
    "carts",
    "earning",
    "fulfilment",
    "invoices",
    "lifecycle",
    "pairs",
    "pickup",
    "returns_goods",
    "reviews",
    "shipments",
    "stock",
]
