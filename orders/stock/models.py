"""Stock of a variant in a store.

on_hand is the sum of its movements; reserved is the sum of its active reservations;
0 ≤ reserved ≤ on_hand + backorder_limit. Backorders are off where the limit is 0; elsewhere on_hand
below zero says how many pieces are owed. Untracked variants (`Variant.is_stock_tracked` off) have no
rows here.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Now

from catalog.products.models import Variant
from orders.stores.models import Store

#: So few pieces left in a store are worth a look.
LOW = 3


class OutOfStock(Exception):
    """Less is available than was asked for; nothing was reserved."""

    def __init__(self, variant: Variant, store: Store, available: int) -> None:
        self.variant, self.store, self.available = variant, store, available
        super().__init__(f"{variant.sku} at {store.code}: {available} available")


class BackordersPromised(Exception):
    """So many pieces more than there are have been promised; a lower limit would break a promise."""

    def __init__(self, item: "StockItem") -> None:
        self.item, self.promised = item, item.reserved - item.on_hand
        super().__init__(f"{item}: {self.promised} promised")


class StockItemQuerySet(models.QuerySet["StockItem"]):
    def low(self) -> "StockItemQuerySet":
        """At the level from which few are left, or below."""
        return self.filter(on_hand__lte=models.F("reserved") + Coalesce("low_level", LOW))


class StockItem(models.Model):
    """What lies in one store of one variant, in pieces."""

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="stock_items")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="stock_items")
    on_hand = models.IntegerField(default=0, help_text="Below zero: sold and owed.")
    reserved = models.PositiveIntegerField(default=0)
    #: So few left are told to staff; empty for `LOW`.
    low_level = models.PositiveIntegerField(null=True, blank=True)
    #: It fell to its level since staff were last written to.
    is_low_news = models.BooleanField(default=False, editable=False)
    #: How many pieces more than there are may be promised to those who wait for a parcel.
    backorder_limit = models.PositiveIntegerField(default=0)

    objects = StockItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "store"], name="stock_item_once"),
            models.CheckConstraint(
                condition=models.Q(reserved__lte=models.F("on_hand") + models.F("backorder_limit")),
                name="stock_not_oversold",
            ),
        ]
        indexes = [
            models.Index(fields=["store"], name="stock_low_news", condition=models.Q(is_low_news=True))
        ]

    def __str__(self) -> str:
        return f"{self.variant.sku} at {self.store.code}"

    @property
    def available(self) -> int:
        """Pieces free to sell from the shelf; below zero, so many are owed."""
        return self.on_hand - self.reserved

    @property
    def level(self) -> int:
        return LOW if self.low_level is None else self.low_level


class StockMovement(models.Model):
    """A change of on_hand, append-only; one for each (item, kind, reference)."""

    class Kind(models.TextChoices):
        RECEIVED = "received"
        COUNTED = "counted"
        SOLD = "sold"
        RETURNED = "returned"
        DAMAGED = "damaged"

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=10, choices=Kind)
    quantity = models.IntegerField(help_text="Pieces, negative when they leave.")
    reference = models.CharField(max_length=120)
    note = models.CharField(max_length=200, blank=True, default="")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "kind", "reference"], name="movement_once")]

    def __str__(self) -> str:
        return f"{self.quantity:+d} {self.kind}"


class Reservation(models.Model):
    """Pieces held for one reference (an order's line) until sold, released or expired."""

    class State(models.TextChoices):
        ACTIVE = "active"
        SOLD = "sold"
        RELEASED = "released"
        EXPIRED = "expired"

    item = models.ForeignKey(StockItem, on_delete=models.PROTECT, related_name="reservations")
    quantity = models.PositiveIntegerField()
    reference = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    #: Empty for a hold that does not run out (pay in store).
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "reference"], condition=models.Q(state="active"), name="reservation_once"
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="reservation_positive"),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="reservation_due", condition=models.Q(state="active")),
            models.Index(fields=["reference"], name="reservation_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} for {self.reference}"
