"""What happens for a member at a house's counter: a purchase that earns, points that pay, a coupon used.

Each is one row for its receipt; staff of that house did it, by reading the member's code.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

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
    amount = AmountField(help_text="What was paid, before points.")
    currency = CurrencyField()
    #: Points earned by it, and points that paid a part of it with what they were worth.
    earned = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)
    points_amount = AmountField(default=0)
    coupon = models.ForeignKey(
        IssuedCoupon, null=True, blank=True, on_delete=models.PROTECT, related_name="purchases"
    )
    coupon_amount = AmountField(default=0)
    #: Made by the page that scanned; a repeated request is the same purchase.
    nonce = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_default=Now(), editable=False)
    #: It was taken back whole: points reversed, those used returned.
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["store", "receipt"], name="purchase_receipt_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="purchase_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.receipt}"
