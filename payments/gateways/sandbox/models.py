"""The sandbox provider's own books, as if it were another company: the shop reads them only
through the gateway's calls and notifications."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from minishop.money import AmountField, Money


class ChargeQuerySet(models.QuerySet["SandboxCharge"]):
    def dead(self) -> "ChargeQuerySet":
        """Charges the merchant closed, or whose time is over."""
        return self.filter(models.Q(state="closed") | models.Q(expires_at__lte=Now()))


class SandboxCharge(models.Model):
    """What the sandbox knows of one charge."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PAID = "paid"
        DECLINED = "declined"
        CLOSED = "closed"

    class Script(models.TextChoices):
        """What the payer lets happen."""

        APPROVE = "approve", _("Approve")
        DECLINE = "decline", _("Decline")
        SLOW = "slow", _("Answer later")
        LOST = "lost", _("Lose the notification")
        LATE = "late", _("Pay after the time is over")
        DUPLICATE = "duplicate", _("Notify twice")
        WRONG_AMOUNT = "wrong_amount", _("Pay another amount")

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
    script = models.CharField(max_length=16, choices=Script, blank=True, default="")
    refunded = AmountField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refunded=0) | models.Q(refunded__lte=models.F("paid_amount")),
                name="sandbox_refunds_bounded",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def may_choose(self) -> bool:
        """Whether the payer has not decided yet and still can."""
        return self.state == self.State.WAITING and not self.script


class SandboxRefund(models.Model):
    """What the sandbox knows of one refund, by the merchant's number."""

    charge = models.ForeignKey(SandboxCharge, on_delete=models.CASCADE, related_name="refunds")
    number = models.CharField(max_length=32, unique=True)
    amount = AmountField()
    is_done = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return self.number
