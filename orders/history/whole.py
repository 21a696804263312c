"""A whole order as JSON, for whoever may see it: parcels, codes, who ordered, and what happened."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop import links
from minishop.api.fields import Moment, Money
from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment, ShippingAddress
from orders.history import cards
from orders.history.reading import gone, of_fulfilment
from orders.history.shapes import READ_WITH, OrderSerializer, ReadingSerializer
from orders.history.steps import steps
from orders.orders.models import Adjustment, Order
from orders.pickup.models import SHOWN, Pickup
from orders.shipments.models import Shipment, ShipmentLine, TrackingEvent
from orders.stores.shapes import HouseSerializer
from orders.tenders.models import Tender

#: What `WholeOrderSerializer` reads beside the order itself, but for its events.
WHOLE_WITH = (
    *READ_WITH,
    "fulfilments__pickup__store",
    "fulfilments__address",
    "fulfilments__lines",
    "fulfilments__shipments__lines",
    "fulfilments__shipments__tracking",
    "adjustments",
    "tenders__payment",
)


class OrderAdjustmentSerializer(serializers.ModelSerializer[Adjustment]):
    """A reduction, below zero, or what delivery costs."""

    amount = Money(currency="order.currency")

    class Meta:
        model = Adjustment
        fields = ("code", "label", "amount")


class TenderSerializer(serializers.ModelSerializer[Tender]):
    """One means by which it was paid."""

    method = serializers.SerializerMethodField(help_text="A gateway’s code, or one of the shop’s own means.")
    payment = serializers.CharField(source="payment.number", default=None, allow_null=True)
    amount = Money(currency="order.currency")

    class Meta:
        model = Tender
        fields = ("method", "payment", "amount", "state")

    def get_method(self, tender: Tender) -> str:
        return tender.payment.gateway if tender.payment else tender.kind


class ShippingAddressSerializer(serializers.ModelSerializer[ShippingAddress]):
    """Where a parcel goes, as it was typed."""

    class Meta:
        model = ShippingAddress
        fields = ("name", "phone", "country", "province", "city", "district", "street")


class PickupSerializer(serializers.Serializer):
    """What to show at the counter: the code as text, to read out, and as a QR."""

    code = serializers.CharField()
    short_code = serializers.CharField(source="spoken", help_text="To read out, in this house only.")
    qr = serializers.SerializerMethodField(help_text="The address of a PNG; ask for it as you ask for this.")

    def get_qr(self, pickup: Pickup) -> str:
        return links.absolute(reverse("api-order-qr", args=[pickup.order.number, pickup.pk]))


class TrackingSerializer(serializers.ModelSerializer[TrackingEvent]):
    """What its carrier said."""

    at = Moment()

    class Meta:
        model = TrackingEvent
        fields = ("at", "status", "words", "place")


class ShippedSerializer(serializers.ModelSerializer[ShipmentLine]):
    """So many pieces of a line."""

    line = serializers.IntegerField(source="line_id")

    class Meta:
        model = ShipmentLine
        fields = ("line", "quantity")


class ShipmentSerializer(serializers.ModelSerializer[Shipment]):
    """One parcel that left the house, with what is in it."""

    carrier = serializers.CharField(source="carrier_words")
    shipped_at = Moment(allow_null=True)
    delivered_at = Moment(allow_null=True)
    pieces = ShippedSerializer(many=True, source="lines")
    tracking = TrackingSerializer(many=True, help_text="The latest first.")

    class Meta:
        model = Shipment
        fields = (
            "number", "state", "carrier", "tracking_number", "shipped_at", "delivered_at", "pieces",
            "tracking",
        )  # fmt: skip


class OrderParcelSerializer(serializers.ModelSerializer[Fulfilment]):
    """Pieces that reach the shopper together: sent, or collected at a house."""

    way = serializers.ChoiceField(Way.choices)
    store = HouseSerializer()
    lines = serializers.SerializerMethodField(help_text="The ids of its lines.")
    promised_at = Moment(allow_null=True)
    ready_at = Moment(allow_null=True)
    shipped_at = Moment(allow_null=True)
    done_at = Moment(allow_null=True, help_text="When it arrived or was handed over.")
    reading = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()
    shipments = serializers.SerializerMethodField(help_text="As many as it takes; the rest follows.")
    keep_until = Moment(allow_null=True, help_text="How long what is ready to collect is kept.")
    pickup = serializers.SerializerMethodField(help_text="Only while there is something to collect.")

    class Meta:
        model = Fulfilment
        fields = (
            "id", "way", "state", "store", "lines", "promised_at", "ready_at", "shipped_at", "done_at",
            "carrier", "tracking_number", "shipments", "keep_until", "reading", "address", "pickup",
        )  # fmt: skip

    def get_lines(self, parcel: Fulfilment) -> list[int]:
        return [line.pk for line in parcel.lines.all()]

    @extend_schema_field(ReadingSerializer(allow_null=True))
    def get_reading(self, parcel: Fulfilment) -> dict[str, str] | None:
        if not (_goes_ahead(parcel.order) or parcel.state == Fulfilment.State.DONE):
            return None
        told = of_fulfilment(parcel, parcel.order)
        return {"words": told.words, "more": told.more}

    @extend_schema_field(ShipmentSerializer(many=True))
    def get_shipments(self, parcel: Fulfilment) -> Any:
        return ShipmentSerializer(gone(parcel), many=True).data

    @extend_schema_field(ShippingAddressSerializer(allow_null=True))
    def get_address(self, parcel: Fulfilment) -> Any:
        found = getattr(parcel, "address", None)
        return ShippingAddressSerializer(found).data if found else None

    @extend_schema_field(PickupSerializer(allow_null=True))
    def get_pickup(self, parcel: Fulfilment) -> Any:
        found = getattr(parcel, "pickup", None)
        if found is None or not _goes_ahead(parcel.order) or parcel.state not in cards.OPEN:
            return None
        return PickupSerializer(found).data


def _goes_ahead(order: Order) -> bool:
    return order.state == Order.State.OPEN and order.payment_state in SHOWN


class StepSerializer(serializers.Serializer):
    """What happened, or is to come next; `event` names what it was."""

    event = serializers.CharField(allow_null=True)
    at = Moment(allow_null=True)
    title = serializers.CharField()
    words = serializers.CharField()
    state = serializers.ChoiceField(choices=("next", "now", "done"))


class ContactSerializer(serializers.Serializer):
    """Who ordered."""

    name = serializers.CharField(source="contact_name")
    phone = serializers.CharField(source="contact_phone")
    email = serializers.CharField(source="contact_email")


class WholeOrderSerializer(OrderSerializer):
    """An order with its parcels, codes and timeline, for whoever may see it."""

    adjustments = OrderAdjustmentSerializer(many=True)
    tenders = TenderSerializer(many=True)
    parcels = OrderParcelSerializer(many=True, source="fulfilments")
    contact = ContactSerializer(source="*")
    timeline = serializers.SerializerMethodField()

    class Meta(OrderSerializer.Meta):
        fields = (
            *OrderSerializer.Meta.fields,
            "adjustments", "tenders", "parcels", "contact", "note", "is_gift", "gift_note", "timeline",
        )  # fmt: skip

    @extend_schema_field(StepSerializer(many=True))
    def get_timeline(self, order: Order) -> Any:
        return StepSerializer(steps(order), many=True).data
