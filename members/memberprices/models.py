"""What a piece costs members: a price for everybody in the club, or for a tier and those above it."""

from django.db import models

from catalog.products.models import Variant
from members.tiers.models import Tier
from minishop.money import AmountField, CurrencyField


class MemberPrice(models.Model):
    """A variant's price for a tier and those above; without a tier, for every member."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="member_prices")
    tier = models.ForeignKey(Tier, null=True, blank=True, on_delete=models.PROTECT, related_name="prices")
    currency = CurrencyField()
    amount = AmountField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["variant", "tier", "currency"], nulls_distinct=False, name="member_price_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="member_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
