"""Index: all of orders' models, so that Django finds their tables."""

from orders.carts.models import Cart, CartLine
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.lifecycle.models import Settlement
from orders.orders.models import Adjustment, Allocation, Order, OrderLine, Tender
from orders.pickup.models import Pickup
from orders.scanning.models import Scan
from orders.shipping.models import ShippingRate, ShippingZone
from orders.stock.models import Reservation, StockItem, StockMovement
from orders.stores.models import Store, StoreStaff

__all__ = [
    "Adjustment",
    "Allocation",
    "Cart",
    "CartLine",
    "Fulfilment",
    "Order",
    "OrderLine",
    "Pickup",
    "Reservation",
    "Scan",
    "Settlement",
    "ShippingAddress",
    "ShippingRate",
    "ShippingZone",
    "StockItem",
    "StockMovement",
    "Store",
    "StoreStaff",
    "Tender",
]
