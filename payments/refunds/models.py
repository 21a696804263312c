"""Refunds: reserved under the payment's lock, sent after commit, retried under the same number."""

from decimal import Decimal

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField, Money
from payments.attempts.models import Payment
from payments.gateways.base import Repayment


class OverRefund(Exception):
    """More was to be refunded than is left of the payment."""

    def __init__(self, payment: Payment, amount: Decimal, available: Decimal) -> None:
        self.payment, self.amount, self.available = payment, amount, available
        super().__init__(f"{payment.number}: {amount} asked, {available} left")


class RefundReused(Exception):
    """The reference already stands for a refund of another amount."""

    def __init__(self, refund: "Refund", amount: Decimal) -> None:
        self.refund, self.amount = refund, amount
        super().__init__(f"{refund.number} is over {refund.amount}, not {amount}")


class TooFine(ValueError):
    """The amount has more decimals than its currency has coins for; nothing was reserved."""

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount, self.currency = amount, currency
        super().__init__(f"{amount} {currency}")


class RefundQuerySet(models.QuerySet["Refund"]):
    def pending(self) -> "RefundQuerySet":
        """Refunds whose money may still leave."""
        return self.filter(state__in=Refund.PENDING)

    def due_for_a_question(self) -> "RefundQuerySet":
        return self.pending().filter(ask_at__lte=Now()).order_by("ask_at", "pk")

    def due_to_be_sent_again(self) -> "RefundQuerySet":
        return self.filter(state=Refund.State.FAILED, retry_at__lte=Now()).order_by("retry_at", "pk")

    def refused(self) -> "RefundQuerySet":
        """Failed, and not sent again by itself any more: someone has to decide."""
        return self.filter(state=Refund.State.FAILED, retry_at=None)

    def reserved(self) -> Decimal:
        """Their amounts, done or pending; a failed one reserves nothing."""
        counted = self.exclude(state__in=Refund.OVER_IN_VAIN)
        return counted.aggregate(sum=models.Sum("amount"))["sum"] or Decimal(0)


class Refund(models.Model):
    """Money going back to where it came from; accepted by the gateway is not yet done."""

    class State(models.TextChoices):
        REQUESTED = "requested"  # reserved here, the gateway has not answered
        ACCEPTED = "accepted"
        DONE = "done"
        FAILED = "failed"
        REPLACED = "replaced"  # given otherwise, after it had failed; never sent again

    PENDING = (State.REQUESTED, State.ACCEPTED)
    #: No money leaves by them.
    OVER_IN_VAIN = (State.FAILED, State.REPLACED)
    MOVES = {
        "state": {
            State.REQUESTED: {State.ACCEPTED, State.DONE, State.FAILED},
            State.ACCEPTED: {State.DONE, State.FAILED},
            # A gateway may find out late that its money left after all.
            State.FAILED: {State.REQUESTED, State.DONE, State.REPLACED},
        }
    }

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    number = models.CharField(max_length=32, unique=True)
    #: Why, once for each payment: the same reference refunds once.
    reference = models.CharField(max_length=120)
    amount = AmountField()
    reason = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    provider_id = models.CharField(max_length=80, null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    ask_at = models.DateTimeField(null=True, blank=True, db_index=True)
    asked = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True, default="")
    #: When a failed one is sent again by itself, and how often it was.
    retry_at = models.DateTimeField(null=True, blank=True, db_index=True)
    retries = models.PositiveSmallIntegerField(default=0)

    objects = RefundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "reference"], name="refund_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_positive"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_pending(self) -> bool:
        return self.state in self.PENDING

    @property
    def repayment(self) -> Repayment:
        """The refund as its gateway is told of it."""
        return Repayment(
            number=self.number,
            money=Money(self.amount, self.payment.captured_currency),
            charge=self.payment.charge,
            reason=self.reason,
            provider_id=self.provider_id,
        )
