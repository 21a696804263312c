"""Fulfilments: an order has one for each destination; a bag may ship and be picked up."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from minishop.regions import places
from orders.carts.models import Way
from orders.stores.models import Store


class FulfilmentQuerySet(models.QuerySet["Fulfilment"]):
    def to_collect(self) -> "FulfilmentQuerySet":
        """Paid pieces on their shelf, whose time to be collected is known."""
        return self.filter(
            way=Way.PICKUP,
            state=Fulfilment.State.READY,
            keep_until__isnull=False,
            order__state="open",
            order__payment_state="paid",
        )

    def unclaimed(self) -> "FulfilmentQuerySet":
        """Those whose time is over by the database's clock."""
        return self.to_collect().filter(keep_until__lte=Now())

    def to_remind(self, days: int) -> "FulfilmentQuerySet":
        """Those whose time is over within so many days, and whose shopper was not reminded."""
        soon = self.to_collect().filter(keep_until__lte=Now() + timedelta(days=days))
        return soon.filter(keep_until__gt=Now(), reminded_at=None)


class Fulfilment(models.Model):
    """What one store does for one order: a parcel, or pieces to collect."""

    class State(models.TextChoices):
        WAITING = "waiting"  # not paid yet
        OPEN = "open"  # to be picked
        PICKING = "picking"
        PACKED = "packed"  # to be collected, and not on its shelf yet
        READY = "ready"  # packed; for pick-up: ready to collect
        SHIPPED = "shipped"
        DONE = "done"  # delivered, or handed over
        NO_SHOW = "no_show"  # nobody came for it
        CANCELLED = "cancelled"

    #: States in which pieces lie in the house and are still to leave it.
    IN_HOUSE = (State.OPEN, State.PICKING, State.PACKED, State.READY)
    _LEAVES = {State.SHIPPED, State.DONE, State.CANCELLED}
    MOVES = {
        "state": {
            State.WAITING: {State.OPEN, State.CANCELLED},
            State.OPEN: {*_LEAVES, State.PICKING, State.PACKED, State.READY},
            State.PICKING: {*_LEAVES, State.OPEN, State.PACKED, State.READY},
            State.PACKED: {*_LEAVES, State.OPEN, State.READY},
            State.READY: {*_LEAVES, State.OPEN, State.NO_SHOW},
            State.NO_SHOW: {State.READY, State.DONE, State.CANCELLED},
            # Pieces asked back that are wanted after all are picked again.
            State.SHIPPED: {State.DONE, State.OPEN},
            State.DONE: {State.OPEN},
            State.CANCELLED: {State.OPEN},
        }
    }

    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="fulfilments")
    way = models.CharField(max_length=6, choices=Way)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="fulfilments")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: What the shopper was promised.
    promised_at = models.DateTimeField(null=True, blank=True)
    carrier = models.CharField(max_length=60, blank=True, default="")
    tracking_number = models.CharField(max_length=60, blank=True, default="")
    #: Where in the store it lies ("B14").
    shelf = models.CharField(max_length=20, blank=True, default="")
    #: Who picks it.
    picker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    picking_at = models.DateTimeField(null=True, blank=True)
    packed_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    #: Until when what is ready to collect is kept.
    keep_until = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    shipped_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = FulfilmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["order", "way", "store"], name="fulfilment_once")]
        indexes = [
            models.Index(fields=["store", "state"], name="fulfilment_board"),
            models.Index(fields=["keep_until"], name="fulfilment_kept", condition=models.Q(state="ready")),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.way} {self.store_id}"


class ShippingAddress(models.Model):
    """Where a parcel goes, as typed at checkout."""

    fulfilment = models.OneToOneField(Fulfilment, on_delete=models.CASCADE, related_name="address")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30)
    country = models.CharField(max_length=2, default="CN")
    province = models.CharField(max_length=60)
    city = models.CharField(max_length=60, blank=True, default="")
    district = models.CharField(max_length=60, blank=True, default="")
    street = models.CharField(max_length=250)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name_plural = "shipping addresses"

    def __str__(self) -> str:
        return f"address {self.pk}"

    @property
    def region(self) -> str:
        """Province, city and district in the reader's language."""
        return places.in_words(self.province, self.city, self.district)
