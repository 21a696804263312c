"""Delivery prices: a zone of provinces, rates by weight, free from an amount."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from minishop.money import AmountField
from minishop.translation import TranslatedModel


class ShippingZone(TranslatedModel):
    """Where a table of rates holds; without provinces it covers the whole country."""

    translated = ("name", "promise")

    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="CN")
    provinces = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    promise = models.CharField(max_length=120, blank=True, default="", help_text="“In two to three days”.")
    days = models.PositiveSmallIntegerField(default=3, help_text="Days until it arrives.")

    def __str__(self) -> str:
        return self.name


class ShippingRate(models.Model):
    """The price of a parcel up to a weight; free from a sum of goods."""

    zone = models.ForeignKey(ShippingZone, on_delete=models.CASCADE, related_name="rates")
    up_to_grams = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: any weight.")
    price = AmountField()
    free_from = AmountField(null=True, blank=True)

    class Meta:
        ordering = ["up_to_grams"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "up_to_grams"], nulls_distinct=False, name="rate_once"),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="rate_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.zone} ≤ {self.up_to_grams or '∞'} g"
