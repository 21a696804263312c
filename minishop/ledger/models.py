"""Points, gift cards, store credit, commissions and money received are all this: accounts and
append-only entries, one posting for each reference, legs that sum to zero.

An account with a balance keeps it cached and never below its floor; a contra account (the shop's
own side, such as "cash at the gateway") keeps none, so that it is never locked and never hot.
"""

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField


class Account(models.Model):
    """A balance of one unit (a currency, or points) that belongs to one owner."""

    kind = models.CharField(max_length=40)
    #: Whose it is, as `label:pk`, or a name for the shop's own accounts.
    owner = models.CharField(max_length=80)
    unit = models.CharField(max_length=8)
    balance = AmountField(null=True, blank=True, help_text="Empty for contra accounts.")
    floor = AmountField(null=True, blank=True, help_text="The balance may not fall below this.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner", "unit"], name="account_once"),
            models.CheckConstraint(
                condition=models.Q(floor=None)
                | models.Q(balance=None)
                | models.Q(balance__gte=models.F("floor")),
                name="account_floor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner} ({self.unit})"


class Posting(models.Model):
    """One movement between accounts; a (kind, reference) is posted once."""

    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="posting_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Entry(models.Model):
    """One leg of a posting."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount = AmountField()
    balance_after = AmountField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["account", "id"], name="entry_account")]

    def __str__(self) -> str:
        return f"{self.amount} {self.account_id}"
