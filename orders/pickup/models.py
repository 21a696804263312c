"""Pick-ups: the code a shopper shows and the pieces behind it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from orders.fulfilment.models import Fulfilment
from orders.stores.models import Store


class Pickup(models.Model):
    """One hand-over, opened by one code, once."""

    fulfilment = models.OneToOneField(Fulfilment, on_delete=models.PROTECT, related_name="pickup")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="pickups")
    #: 100 random bits in the QR, as 20 characters of Crockford's base 32.
    code = models.CharField(max_length=24, unique=True)
    #: Six characters to read out at the counter; they only work in this store, by signed-in staff.
    short_code = models.CharField(max_length=8)
    #: The drawn QR; empty until the job has run.
    qr = models.ImageField(upload_to="pickups/", blank=True, default="", max_length=200)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    collected_at = models.DateTimeField(null=True, blank=True)
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "short_code"], condition=models.Q(collected_at=None), name="pickup_short_code_once"
            )
        ]

    def __str__(self) -> str:
        return f"pick-up {self.pk}"
