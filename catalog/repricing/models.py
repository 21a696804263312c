"""Prices that change at a moment, and go back at another."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from catalog.products.models import Variant
from minishop.money import AmountField, CurrencyField


class PriceChange(models.Model):
    """What a variant will cost from a moment on and, where an end is set, what it cost before."""

    class State(models.TextChoices):
        PLANNED = "planned"
        LIVE = "live"
        ENDED = "ended"
        CANCELLED = "cancelled"

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="price_changes")
    currency = CurrencyField()
    amount = AmountField()
    compare_at = AmountField(null=True, blank=True, help_text="The price before a reduction.")
    title = models.CharField(max_length=120, blank=True, default="", help_text="For staff: why.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    was_amount = AmountField(null=True, blank=True, editable=False)
    was_compare_at = AmountField(null=True, blank=True, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="price_change_not_negative"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="price_change_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} from {self.starts_at:%Y-%m-%d %H:%M}"
