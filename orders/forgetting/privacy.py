"""What an order holds about whoever placed it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from minishop.privacy import Holding, holdings
from orders.forgetting import services as forgetting
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.orders.models import Adjustment, Order, OrderLine
from orders.pickup.models import Pickup
from orders.shipments.models import Shipment, TrackingEvent
from orders.tenders.models import Tender
from payments.refunds.models import Refund

ORDER = (
    "number", "placed_at", "state", "payment_state", "goods_total", "discount_total", "shipping_total",
    "tax_included", "total", "currency", "language", "paid_at", "closed_at", "is_gift",
    *forgetting.CONTACT,
)  # fmt: skip
PIECES = ("title", "label", "sku", "choices", "quantity", "unit_price", "amount")
PARCEL = ("way", "store__name", "state", "ready_at", "shipped_at", "done_at", *forgetting.TRACKING)
SENT = (
    "number", "state", "carrier", "carrier_name", "tracking_number", "shipped_at", "delivered_at",
)  # fmt: skip
MOMENT = ("shipment__number", "at", "status", "words", "place")
PLACE = ("name", "phone", "country", "province", "city", "district", "street")
PAID = ("amount", "state", "payment__number", "payment__gateway", "payment__captured_at")
BACK = ("number", "amount", "state", "created_at", "done_at")


def _rows(rows: Any, *fields: str) -> list[dict[str, Any]]:
    return list(rows.order_by("pk").values(*fields))


def export(person: User) -> list[dict[str, Any]]:
    """The member's orders with what was bought, how it was paid and where it went, as plain values."""
    return [
        {name: getattr(order, name) for name in ORDER}
        | {
            "pieces": _rows(OrderLine.objects.filter(order=order), *PIECES),
            "changes": _rows(Adjustment.objects.filter(order=order), "label", "amount"),
            "parcels": _rows(Fulfilment.objects.filter(order=order), *PARCEL),
            "shipments": _rows(Shipment.objects.filter(fulfilment__order=order), *SENT),
            "tracking": _rows(TrackingEvent.objects.filter(shipment__fulfilment__order=order), *MOMENT),
            "addresses": _rows(ShippingAddress.objects.filter(fulfilment__order=order), *PLACE),
            "pick_ups": _rows(Pickup.objects.filter(fulfilment__order=order), "code", "collected_at"),
            "payments": _rows(Tender.objects.filter(order=order), *PAID),
            "refunds": _rows(Refund.objects.filter(payment__tender__order=order), *BACK),
        }
        for order in Order.objects.of(person).order_by("pk")
    ]


def files(person: User) -> Iterator[tuple[str, Any]]:
    """The drawn codes of what the member collects, and the labels of what was sent."""
    drawn = Pickup.objects.filter(fulfilment__order__user=person).exclude(qr="").order_by("pk")
    for pickup in drawn.select_related("fulfilment__order"):
        yield f"{pickup.order.number}-{pickup.pk}.png", pickup.qr
    labels = Shipment.objects.filter(fulfilment__order__user=person).exclude(label="").order_by("pk")
    for parcel in labels.select_related("fulfilment__order"):
        yield f"{parcel.fulfilment.order.number}-{parcel.number}.pdf", parcel.label


holdings.add(
    "orders",
    Holding(
        title=_("Orders"),
        what=_(
            "What you bought, how you paid, and the name, phone, e-mail, address and notes you gave for it"
        ),
        why=_("To pack, hand over or send it, and to answer for it afterwards"),
        kept=_("For as long as the law has us keep the books of a sale"),
        export=export,
        files=files,
        erase=lambda person: forgetting.erase(person=person),
        stays=_("Order numbers, pieces, amounts and dates: the law has us keep the books of a sale"),
        waits_for=forgetting.under_way,
        remains=forgetting.still_told,
    ),
)
