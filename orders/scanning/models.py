"""Every scan that was tried, append-only: who, where, what came of it."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from orders.pickup.models import Pickup
from orders.stores.models import Store


class Scan(models.Model):
    """One reading of a code by staff, or one confirmed hand-over."""

    class Outcome(models.TextChoices):
        PREVIEWED = "previewed"
        HANDED_OVER = "handed_over"
        ALREADY_COLLECTED = "already_collected"
        WRONG_STORE = "wrong_store"
        UNPAID = "unpaid"
        CANCELLED = "cancelled"
        UNKNOWN = "unknown"

    #: Made by the page that scanned; a repeated request is the same scan.
    nonce = models.CharField(max_length=64, unique=True)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="scans")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scans")
    pickup = models.ForeignKey(Pickup, null=True, blank=True, on_delete=models.PROTECT, related_name="scans")
    outcome = models.CharField(max_length=20, choices=Outcome)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pickup"], condition=models.Q(outcome="handed_over"), name="scan_hands_over_once"
            )
        ]
        indexes = [models.Index(fields=["store", "-at"], name="scan_log")]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.store_id}"
