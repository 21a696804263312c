"""Shipments: parcels of a fulfilment that is sent, as many as it takes.

A line's `sent` is what its shipments took along (or the hand-over did). The label is asked of the
carrier outside any transaction, under the shipment's own number, and may be asked again.
"""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField
from orders.carriers import registry
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from payments.attempts.models import new_number


def shelf() -> Storage:
    """Where labels lie: not among the pictures everyone may fetch."""
    return storages["private"]


def new_shipment_number() -> str:
    return new_number("S")


#: A label is asked for at once; what was not after this long was forgotten.
LABEL_PATIENCE = timedelta(seconds=30)


class TooMany(Exception):
    """Fewer pieces of the line are left to pack than were asked for."""

    def __init__(self, fulfilment: Fulfilment, line: int, wanted: int, left: int) -> None:
        self.fulfilment, self.line, self.wanted, self.left = fulfilment, line, wanted, left
        super().__init__(f"{wanted} of line {line} are wanted and {left} left")


class AskedBack(Exception):
    """Pieces in the parcel were asked back after it was packed; it has to be unpacked."""

    def __init__(self, shipment: "Shipment", line: OrderLine) -> None:
        self.shipment, self.line = shipment, line
        super().__init__(f"{line} of parcel {shipment.number}")


class NoLabel(Exception):
    """The carrier has not taken the parcel on yet, and nobody typed a number."""

    def __init__(self, shipment: "Shipment") -> None:
        self.shipment = shipment
        super().__init__(f"parcel {shipment.number} is {shipment.booking}")


class NotBooked(Exception):
    """The carrier gave the parcel no label; `failure` of it says why."""

    def __init__(self, shipment: "Shipment") -> None:
        self.shipment = shipment
        super().__init__(shipment.failure)


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    def standing(self) -> "ShipmentQuerySet":
        """Those that were not voided."""
        return self.exclude(state=Shipment.State.VOIDED)

    def due_for_a_question(self) -> "ShipmentQuerySet":
        """Parcels under way, or stuck on it, whose carrier is asked about them now."""
        under_way = [Shipment.State.SHIPPED, Shipment.State.LOST]
        return self.filter(state__in=under_way, ask_at__lte=Now()).order_by("ask_at", "pk")


class Shipment(models.Model):
    """One parcel."""

    class State(models.TextChoices):
        PACKED = "packed"
        SHIPPED = "shipped"  # with the carrier
        DELIVERED = "delivered"
        LOST = "lost"  # the carrier says so, or brought it back
        VOIDED = "voided"  # unpacked again before it left

    MOVES = {
        "state": {
            State.PACKED: {State.SHIPPED, State.VOIDED},
            State.SHIPPED: {State.DELIVERED, State.LOST},
            State.LOST: {State.DELIVERED},
        }
    }

    class Booking(models.TextChoices):
        NONE = "none"  # a carrier of whom no label is asked
        WANTED = "wanted"
        BOOKED = "booked"
        FAILED = "failed"

    fulfilment = models.ForeignKey(Fulfilment, on_delete=models.PROTECT, related_name="shipments")
    #: The reference under which its carrier is asked for a label; never used for another parcel.
    number = models.CharField(max_length=32, unique=True, default=new_shipment_number)
    state = models.CharField(max_length=10, choices=State, default=State.PACKED)
    #: The carrier's code in the registry, and what it is called where staff typed it.
    carrier = models.CharField(max_length=20, default="manual")
    carrier_name = models.CharField(max_length=60, blank=True, default="")
    service = models.CharField(max_length=40, blank=True, default="")
    tracking_number = models.CharField(max_length=60, blank=True, default="")
    booking = models.CharField(max_length=8, choices=Booking, default=Booking.NONE)
    failure = models.CharField(max_length=200, blank=True, default="")
    label = models.FileField(upload_to="labels/", storage=shelf, blank=True, default="", max_length=200)
    price = AmountField(null=True, blank=True, help_text="What the carrier asks of the shop.")
    grams = models.PositiveIntegerField(default=0)
    #: When its carrier is asked next where it is.
    ask_at = models.DateTimeField(null=True, blank=True, db_index=True)
    asked = models.PositiveSmallIntegerField(default=0)
    packed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    shipped_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["tracking_number"], name="shipment_tracking")]

    def __str__(self) -> str:
        return self.tracking_number or self.number

    @property
    def carrier_words(self) -> str:
        """What its carrier is called."""
        return self.carrier_name or registry.label(self.carrier)


class ShipmentLine(models.Model):
    """So many pieces of a line in a parcel."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shipped")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "line"], name="shipment_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="shipment_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.line_id}"


class TrackingEvent(models.Model):
    """What a carrier said of a parcel, once."""

    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="tracking")
    #: The carrier's own name of the event, or a digest of it.
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    #: moving, arriving, delivered, exception, returned
    status = models.CharField(max_length=12)
    words = models.CharField(max_length=200, blank=True, default="")
    place = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["shipment", "key"], name="tracking_event_once")]

    def __str__(self) -> str:
        return f"{self.status} {self.at:%Y-%m-%d %H:%M}"
