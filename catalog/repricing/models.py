"""Prices that change at a moment, and go back at another.

What is charged is the row in `Price`: a sweep moves it every 30 seconds by the database's clock, so that
a change takes hold within half a minute of its moment. Windows of one variant in one currency never
overlap; a change without an end is a moment, after which the price is simply the new one.
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from catalog.products.models import Variant
from minishop.money import AmountField, CurrencyField


class Overlaps(Exception):
    """The variant's price changes in that time already; nothing was planned."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        super().__init__(f"{variant.sku} changes its price in that time already")


class NoPrice(Exception):
    """The variant has no price in that currency which could change; nothing was planned."""

    def __init__(self, variant: Variant) -> None:
        self.variant = variant
        super().__init__(f"{variant.sku} has no price")


#: From the first moment up to and without the last; a change without an end holds its moment alone.
WINDOW = models.Func(
    models.F("starts_at"),
    Coalesce("ends_at", "starts_at"),
    models.Case(models.When(ends_at__isnull=True, then=models.Value("[]")), default=models.Value("[)")),
    function="tstzrange",
    output_field=DateTimeRangeField(),
)


class PriceChange(models.Model):
    """What a variant will cost from a moment on and, where an end is set, what it cost before."""

    class State(models.TextChoices):
        PLANNED = "planned"
        LIVE = "live"
        ENDED = "ended"
        CANCELLED = "cancelled"

    MOVES = {
        "state": {
            State.PLANNED: {State.LIVE, State.ENDED, State.CANCELLED},
            State.LIVE: {State.ENDED},
        }
    }

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
            ExclusionConstraint(
                name="price_change_apart",
                expressions=[
                    ("variant", RangeOperators.EQUAL),
                    ("currency", RangeOperators.EQUAL),
                    (WINDOW, RangeOperators.OVERLAPS),
                ],
                condition=models.Q(state__in=["planned", "live"]),
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="price_change_due")]

    def __str__(self) -> str:
        start = timezone.localtime(self.starts_at)
        return f"{self.amount.normalize():f} {self.currency} from {start:%Y-%m-%d %H:%M}"
