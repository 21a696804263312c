"""Index: what orders does when something happened."""

from orders.carts import handlers as carts
from orders.earning import handlers as earning
from orders.invoices import handlers as invoices
from orders.lifecycle import handlers as lifecycle
from orders.notices import handlers as notices
from orders.pairs import handlers as pairs
from orders.pickup import handlers as pickup
from orders.returns_goods import handlers as returns_goods
from orders.returns_notices import handlers as returns_notices
from orders.review_letters import handlers as review_letters
from orders.reviews import handlers as reviews
from orders.shipments import handlers as shipments
from orders.stock import handlers as stock
from orders.stores import handlers as stores

__all__ = [
    "carts",
    "earning",
    "invoices",
    "lifecycle",
    "notices",
    "pairs",
    "pickup",
    "returns_goods",
    "returns_notices",
    "review_letters",
    "reviews",
    "shipments",
    "stock",
    "stores",
]
