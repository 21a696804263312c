"""Pick-ups: the code a shopper shows and the pieces behind it.

A fulfilment that is collected has one pick-up, from the moment its order is paid or is to be paid
in the store; a paid pick-up has its QR drawn.
"""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models.functions import Now

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.pickup import codes
from orders.stores.models import Store


def drawer() -> Storage:
    """Where QR files lie: not among the pictures everyone may fetch."""
    return storages["private"]


#: Orders whose pieces may be asked for at the counter.
SHOWN = (Order.PaymentState.PAID, Order.PaymentState.DUE_IN_STORE)


class PickupQuerySet(models.QuerySet["Pickup"]):
    def with_order(self) -> "PickupQuerySet":
        """Each with what a verdict or a code card says, in one query and one for the lines."""
        related = ("fulfilment__order", "store", "collected_by")
        return self.select_related(*related).prefetch_related(
            "fulfilment__lines__variant__picture", "fulfilment__lines__variant__product__cover"
        )

    def to_collect(self) -> "PickupQuerySet":
        """Those a shopper may still show."""
        return self.filter(
            collected_at=None,
            fulfilment__state__in=[Fulfilment.State.WAITING, *Fulfilment.IN_HOUSE],
            fulfilment__order__state=Order.State.OPEN,
            fulfilment__order__payment_state__in=SHOWN,
        )


class Pickup(models.Model):
    """One hand-over, opened by one code, once."""

    fulfilment = models.OneToOneField(Fulfilment, on_delete=models.PROTECT, related_name="pickup")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="pickups")
    #: 100 random bits in the QR, as 20 characters of Crockford's base 32.
    code = models.CharField(max_length=24, unique=True)
    #: Six characters to read out at the counter; they only work in this store, by signed-in staff.
    short_code = models.CharField(max_length=8)
    #: The drawn QR; empty until the job has run.
    qr = models.ImageField(upload_to="pickups/", storage=drawer, blank=True, default="", max_length=200)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    collected_at = models.DateTimeField(null=True, blank=True)
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PickupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "short_code"],
                condition=models.Q(collected_at=None),
                name="pickup_short_code_once",
            )
        ]

    def __str__(self) -> str:
        return f"pick-up {self.pk}"

    @property
    def order(self) -> Order:
        return self.fulfilment.order

    @property
    def spoken(self) -> str:
        """The short code as it is read out."""
        return codes.spoken(self.short_code)


def undrawn() -> models.QuerySet[Fulfilment]:
    """Fulfilments whose shopper may come with a code that was not drawn yet."""
    return Fulfilment.objects.filter(
        models.Q(pickup=None) | models.Q(pickup__qr=""),
        way=Way.PICKUP,
        state__in=[Fulfilment.State.WAITING, *Fulfilment.IN_HOUSE],
        order__state=Order.State.OPEN,
        order__payment_state__in=SHOWN,
    ).order_by("id")
