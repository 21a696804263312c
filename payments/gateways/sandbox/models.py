"""The sandbox provider's own books, as if it were another company: the shop reads them only
through the gateway's calls and notifications."""

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField


class SandboxCharge(models.Model):
    """What the sandbox knows of one charge."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PAID = "paid"
        DECLINED = "declined"
        CLOSED = "closed"

    #: The merchant's number (our Payment.number).
    number = models.CharField(max_length=32, unique=True)
    #: Names the cashier page; unguessable.
    token = models.CharField(max_length=43, unique=True)
    amount = AmountField()
    paid_amount = AmountField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    description = models.CharField(max_length=127, blank=True, default="")
    return_url = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    #: The outcome the payer chose on the cashier page.
    script = models.CharField(max_length=16, blank=True, default="")
    refunded = AmountField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.number


class SandboxRefund(models.Model):
    """What the sandbox knows of one refund, by the merchant's number."""

    charge = models.ForeignKey(SandboxCharge, on_delete=models.CASCADE, related_name="refunds")
    number = models.CharField(max_length=32, unique=True)
    amount = AmountField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.number
