"""What happens for a member at a house's counter: a purchase that earns, points that pay, a coupon used.

Each is one row for its receipt; staff of that house did it, by reading the member's code. One code that
was read is worth one purchase, and one receipt counts once.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from members.coupons.models import IssuedCoupon
from minishop.money import AmountField, CurrencyField
from orders.stores.models import Store


class Purchase(models.Model):
    """One receipt of a house's own till for a member."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="purchases")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="purchases")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: The till's own number; one receipt counts once.
    receipt = models.CharField(max_length=60)
    amount = AmountField(help_text="What the pieces came to, before coupon and points.")
    currency = CurrencyField()
    #: Points earned by it, and points that paid a part of it with what they were worth.
    earned = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)
    points_amount = AmountField(default=0)
    coupon = models.ForeignKey(
        IssuedCoupon, null=True, blank=True, on_delete=models.PROTECT, related_name="purchases"
    )
    coupon_amount = AmountField(default=0)
    #: Names the member's code that was read; empty where none was, and then nothing was taken either.
    code = models.CharField(max_length=32, unique=True, null=True, blank=True, editable=False)
    #: Made by the page that scanned; a repeated request is the same purchase.
    nonce = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_default=Now(), editable=False)
    #: It was taken back whole: points reversed, those used returned.
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "receipt"],
                condition=models.Q(undone_at=None),
                name="purchase_receipt_once",
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="purchase_not_negative"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=models.F("coupon_amount") + models.F("points_amount")),
                name="purchase_takes_no_more",
            ),
            models.CheckConstraint(
                condition=models.Q(code__isnull=False) | models.Q(points=0, coupon=None),
                name="purchase_takes_by_code",
            ),
        ]
        permissions = [("undo_purchase", "Can take back a purchase at the counter")]

    def __str__(self) -> str:
        return f"{self.amount} {self.receipt}"

    def get_absolute_url(self) -> str:
        return reverse("purchase", args=[self.pk])

    @property
    def reference(self) -> str:
        """What its points, coupon and progress are filed under."""
        return f"purchase:{self.pk}"

    @property
    def paid(self) -> Decimal:
        """What was paid with money: that earns, and counts towards a tier."""
        return self.amount - self.coupon_amount - self.points_amount


class ReceiptUsed(Exception):
    """The house's receipt counted already; nothing moved."""

    def __init__(self, purchase: Purchase) -> None:
        self.purchase = purchase
        super().__init__(purchase.receipt)


class CodeUsed(Exception):
    """This code of the member was worth one purchase, and there was one; nothing moved."""


class PurchaseNonceReused(Exception):
    """The nonce stands for another purchase; nothing moved."""


class NotTaken(ValueError):
    """The purchase can't be made so; `why` is a code, and nothing moved."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
