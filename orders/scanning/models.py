"""Every scan that was tried, append-only: who, where, what came of it.

A pick-up is handed over by one scan at most; a hand-over happens in the pick-up's own store, by
someone who may scan there at that moment.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from orders.orders.models import Order
from orders.pickup.models import Pickup
from orders.stores.models import Store


class Scan(models.Model):
    """One reading of a code by staff, or one confirmed hand-over."""

    class Outcome(models.TextChoices):
        PREVIEWED = "previewed"  # paid and ready, here
        HANDED_OVER = "handed_over"
        NOT_READY = "not_ready"  # paid, not packed yet, here
        TO_PAY = "to_pay"  # to be paid at the counter, here
        ALREADY_COLLECTED = "already_collected"
        WRONG_STORE = "wrong_store"
        UNPAID = "unpaid"
        CANCELLED = "cancelled"
        EXPIRED = "expired"
        REFUNDED = "refunded"
        NO_SHOW = "no_show"  # kept as long as was said, and nobody came
        WITHDRAWN = "withdrawn"  # all of it was asked back
        NOT_HERE = "not_here"  # an order that is sent, not collected
        UNKNOWN = "unknown"
        LIMITED = "limited"  # too many unknown codes in a row
        MEMBER = "member"  # a member's code
        STALE = "stale"  # a member's code that ran out

    #: What a confirmation may follow.
    CONFIRMABLE = (Outcome.PREVIEWED, Outcome.NOT_READY, Outcome.TO_PAY)

    class Right(models.TextChoices):
        STORE = "store"  # works in this store
        ANY = "any"  # may work in any store

    #: Made by the page that scanned; a repeated request is the same scan.
    nonce = models.CharField(max_length=64, unique=True)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="scans")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scans")
    #: By which right the person scanned here then.
    right = models.CharField(max_length=5, choices=Right)
    pickup = models.ForeignKey(Pickup, null=True, blank=True, on_delete=models.PROTECT, related_name="scans")
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="scans")
    #: Whose code it was, the slot it was good in, and the name of that one code.
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    slot = models.BigIntegerField(null=True, blank=True, editable=False)
    code = models.CharField(max_length=32, blank=True, default="", editable=False)
    outcome = models.CharField(max_length=20, choices=Outcome)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pickup"], condition=models.Q(outcome="handed_over"), name="scan_hands_over_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="member")
                | models.Q(member__isnull=False, slot__isnull=False) & ~models.Q(code=""),
                name="scan_of_a_member",
            ),
        ]
        indexes = [
            models.Index(fields=["store", "-at"], name="scan_log"),
            models.Index(fields=["staff", "at"], name="scan_guesses", condition=models.Q(outcome="unknown")),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.store_id}"


class NotYours(Exception):
    """The person may not scan in this store."""


class NonceReused(Exception):
    """The nonce belongs to another scan."""
