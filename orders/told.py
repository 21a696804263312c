"""What others hear of orders, parcels and stock.

An order is told as the API shows it to its owner, without whom it is for and where it goes.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.products.models import Variant
from minishop.events import catalogue
from minishop.events.models import Event
from orders.benefits import told as benefits
from orders.fulfilment.models import Fulfilment
from orders.history.shapes import READ_WITH, OrderSerializer
from orders.invoices import told as invoices
from orders.orders.models import Order
from orders.purchases import told as purchases
from orders.returns_books import told as returns_books
from orders.reviews.models import Review
from orders.shipments import told as shipments
from orders.stock.models import StockItem
from orders.tenders import told as tenders

__all__ = ["benefits", "invoices", "purchases", "returns_books", "shipments", "tenders"]

#: Of what the API shows, the facts without a person in them; a new field has to be let through here.
ORDER = (
    "number", "state", "payment_state", "currency", "goods_total", "discount_total", "shipping_total",
    "tax_included", "total", "placed_at", "paid_at", "expires_at", "closed_at", "url", "points", "coupons",
    "lines",
)  # fmt: skip
LINE = ("id", "variant", "sku", "title", "label", "quantity", "unit_price", "amount", "points", "parcel")


def _cny(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


AN_ORDER = {
    "id": 42,
    "number": "LL-7K2M-9Q4T",
    "state": "open",
    "payment_state": "paid",
    "currency": "CNY",
    "goods_total": _cny("1280.00"),
    "discount_total": _cny("0.00"),
    "shipping_total": _cny("0.00"),
    "tax_included": _cny("147.26"),
    "total": _cny("1280.00"),
    "placed_at": "2026-11-22T02:00:00Z",
    "paid_at": "2026-11-22T02:01:12Z",
    "expires_at": None,
    "closed_at": None,
    "url": "https://shop.example/orders/LL-7K2M-9Q4T/",
    "points": 0,
    "coupons": [],
    "lines": [
        {
            "id": 61,
            "variant": 318,
            "sku": "ARC-PLUM",
            "title": "Arc bag",
            "label": "Plum",
            "quantity": 1,
            "unit_price": _cny("1280.00"),
            "amount": _cny("1280.00"),
            "points": 0,
            "parcel": 77,
        }
    ],
}


@catalogue.public(
    {
        "order.placed": _("An order was placed."),
        "order.paid": _("An order is paid."),
        "order.payable_in_store": _("An order waits in a store to be paid there."),
        "order.cancelled": _("An order was cancelled."),
        "order.expired": _("An order was not paid in time."),
        "order.reinstated": _("An order that had expired was paid after all."),
        "order.completed": _("All of an order arrived, and its days are over."),
        "order.refunded": _("All of an order’s money went back."),
    },
    example=AN_ORDER,
)
def order(event: Event) -> dict[str, Any]:
    row = Order.objects.prefetch_related(*READ_WITH).get(pk=event.subject_id)
    shown = OrderSerializer(row).data
    facts = {name: shown[name] for name in ORDER if name in shown}
    facts["lines"] = [{name: line[name] for name in LINE if name in line} for line in shown["lines"]]
    return {"id": row.pk, **facts}


@catalogue.public(
    {
        "fulfilment.opened": _("A store may begin to pack."),
        "fulfilment.ready": _("A parcel is packed, or pieces are ready to collect."),
        "fulfilment.shipped": _("A parcel is with its carrier."),
        "fulfilment.handed_over": _("Pieces were handed over in a store."),
        "fulfilment.done": _("A parcel arrived, or pieces were handed over."),
        "fulfilment.no_show": _("Nobody came for pieces within the days they were kept."),
        "fulfilment.cancelled": _("A store no longer packs for the order."),
    },
    example={
        "id": 77,
        "order": "LL-7K2M-9Q4T",
        "way": "ship",
        "store": "wukang",
        "state": "shipped",
        "carrier": "SF Express",
        "tracking_number": "SF1234567890",
    },
)
def fulfilment(event: Event) -> dict[str, Any]:
    row = Fulfilment.objects.select_related("order", "store").get(pk=event.subject_id)
    facts = {name: getattr(row, name) for name in ("way", "state", "carrier", "tracking_number")}
    return {"id": row.pk, "order": row.order.number, "store": row.store.code, **facts}


@catalogue.public(
    {"stock.low": _("Few pieces of a variant are left in a store.")},
    example={"sku": "ARC-PLUM", "store": "wukang", "available": 2},
)
def low(event: Event) -> dict[str, Any]:
    item = StockItem.objects.select_related("variant", "store").get(pk=event.subject_id)
    return {"sku": item.variant.sku, "store": item.store.code, "available": event.data["available"]}


@catalogue.public(
    {"stock.crossed": _("A variant sold out in a store, or is there again.")},
    example={"sku": "ARC-PLUM", "in_stock": True, "available": {"wukang": 3, "taikoo": 0}},
)
def crossed(event: Event) -> dict[str, Any]:
    variant = Variant.objects.get(pk=event.data["variant"])
    items = StockItem.objects.filter(variant=variant).select_related("store").order_by("store__code")
    there = {item.store.code: max(item.available, 0) for item in items}
    return {"sku": variant.sku, "in_stock": any(there.values()), "available": there}


@catalogue.public(
    {
        "review.written": _("A buyer wrote a review, or changed one; staff read it next."),
        "review.published": _("A review can be read by everyone."),
    },
    example={
        "id": 12,
        "product": "silk-veil",
        "state": "published",
        "rating": 5,
        "text": "Softer than it looks.",
        "language": "en",
    },
    since="0.3",
)
def review(event: Event) -> dict[str, Any]:
    row = Review.objects.select_related("product").get(pk=event.subject_id)
    shown = row.state == Review.State.PUBLISHED
    facts = {"rating": row.rating, "text": row.text, "language": row.language} if shown else {}
    return {"id": row.pk, "product": row.product.handle, "state": row.state, **facts}


catalogue.internal(
    "fulfilment.kept",
    "fulfilment.packed",
    "fulfilment.picking",
    "fulfilment.reminded",
    "fulfilment.unpacked",
    "purchase.made",
    "purchase.undone",
    "review.due",
    "review.refused",
    "review.reopened",
    "review.replied",
    "review.withdrawn",
    "order.claimed",
    "order.kept",
    "order.money_carried",
    "order.money_given_back",
    "order.money_returned",
    "stock.backorders_set",
    "stock.level_set",
    "stock.low_told",
    "store.changed",
    "tender.committed",
    "tender.held",
    "tender.refunded",
    "tender.released",
)
