"""Index: all of orders' models, so that Django finds their tables."""

from orders.benefits.models import OrderCoupon, OrderReward
from orders.carriers.sandbox.models import SandboxParcel
from orders.carts.models import Cart, CartCoupon, CartLine
from orders.earning.models import EarningLine, OrderEarning
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.invoices.models import Invoice, InvoiceBuyer, InvoicePaper, InvoiceSeries
from orders.lifecycle.models import Settlement
from orders.orders.models import Adjustment, Allocation, Order, OrderLine
from orders.pickup.models import Pickup
from orders.purchases.models import Purchase
from orders.returns.models import Return, ReturnLine, ReturnPhoto
from orders.reviews.models import Review, ReviewPhoto
from orders.rewards.models import Reward
from orders.scanning.models import Scan
from orders.shipments.models import Shipment, ShipmentLine, TrackingEvent
from orders.shipping.models import ShippingRate, ShippingZone
from orders.stock.models import Reservation, StockItem, StockMovement
from orders.stores.models import Store, StoreStaff
from orders.tenders.models import Tender, TenderRefund

__all__ = [
    "Adjustment",
    "Allocation",
    "Cart",
    "CartCoupon",
    "CartLine",
    "EarningLine",
    "Fulfilment",
    "Invoice",
    "InvoiceBuyer",
    "InvoicePaper",
    "InvoiceSeries",
    "Order",
    "OrderCoupon",
    "OrderEarning",
    "OrderLine",
    "OrderReward",
    "Pickup",
    "Purchase",
    "Reservation",
    "Return",
    "ReturnLine",
    "ReturnPhoto",
    "Review",
    "ReviewPhoto",
    "Reward",
    "SandboxParcel",
    "Scan",
    "Settlement",
    "Shipment",
    "ShipmentLine",
    "ShippingAddress",
    "ShippingRate",
    "ShippingZone",
    "StockItem",
    "StockMovement",
    "Store",
    "StoreStaff",
    "Tender",
    "TenderRefund",
    "TrackingEvent",
]
