"""Store credit: money of the shop's own that a member may pay with.

The balance lives in the kernel's ledger (`store-credit` of the member, never below zero; what is held
for an unpaid order lies in `store-credit-held`). Here stands why staff gave it or took it back.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField, CurrencyField


class TooMuchCredit(Exception):
    """More than may be given at once without the right to give more."""

    def __init__(self, amount: Decimal, limit: Decimal) -> None:
        self.amount, self.limit = amount, limit
        super().__init__(f"{amount} is over {limit}")


class NotGiven(ValueError):
    """Nothing, less than a coin, or credit for somebody who was erased: nothing was given."""


class CreditKeyReused(Exception):
    """The key stands for credit of another amount or person; nothing was given now."""

    def __init__(self, grant: "CreditGrant") -> None:
        self.grant = grant
        super().__init__(f"{grant.key} stands for {grant}")


class CreditGrant(models.Model):
    """Credit that staff gave a member, or took back where it is negative; once for each key."""

    class Reason(models.TextChoices):
        GOODWILL = "goodwill"
        CORRECTION = "correction"
        CAMPAIGN = "campaign"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="credit_grants")
    amount = AmountField()
    currency = CurrencyField()
    reason = models.CharField(max_length=12, choices=Reason)
    #: For our own books.
    note = models.CharField(max_length=200, blank=True, default="")
    key = models.CharField(max_length=64, unique=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="credit_grant_not_zero")]
        permissions = [("grant_much_credit", "Can give store credit over the limit")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
