"""A payment is one attempt at one gateway; its number is never reused with other parameters.

A payment never names an order: whoever wants money passes a `reference` and listens for events.
"""

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField, CurrencyField, Money


class PaymentQuerySet(models.QuerySet["Payment"]):
    def live(self) -> "PaymentQuerySet":
        """Attempts whose money may still arrive."""
        return self.filter(state__in=Payment.LIVE)

    def due_for_a_question(self) -> "PaymentQuerySet":
        """Attempts the timer asks their gateway about now."""
        return self.live().filter(ask_at__lte=Now())


class Payment(models.Model):
    """One attempt to be paid an amount through one gateway."""

    class State(models.TextChoices):
        CREATED = "created"  # committed before the gateway hears of it
        PENDING = "pending"  # the gateway has it and waits for the payer
        UNKNOWN = "unknown"  # the gateway did not answer; a timer asks
        CAPTURED = "captured"
        MISMATCHED = "mismatched"  # money came, but not the amount or currency asked for
        FAILED = "failed"
        CLOSED = "closed"

    LIVE = (State.CREATED, State.PENDING, State.UNKNOWN)
    #: Money may still arrive for a failed or closed attempt: gateways are late.
    MOVES = {
        "state": {
            State.CREATED: {State.PENDING, State.UNKNOWN, State.CAPTURED, State.MISMATCHED, State.FAILED, State.CLOSED},
            State.PENDING: {State.UNKNOWN, State.CAPTURED, State.MISMATCHED, State.FAILED, State.CLOSED},
            State.UNKNOWN: {State.PENDING, State.CAPTURED, State.MISMATCHED, State.FAILED, State.CLOSED},
            State.FAILED: {State.CAPTURED, State.MISMATCHED},
            State.CLOSED: {State.CAPTURED, State.MISMATCHED},
        }
    }

    #: The gateway's out_trade_no: 6–32 of [0-9A-Za-z].
    number = models.CharField(max_length=32, unique=True)
    #: What is paid for, opaque here (`order:42`).
    reference = models.CharField(max_length=80, db_index=True)
    gateway = models.CharField(max_length=20)
    amount = AmountField()
    currency = CurrencyField()
    description = models.CharField(max_length=127, blank=True, default="")
    state = models.CharField(max_length=10, choices=State, default=State.CREATED)
    #: The gateway's own id of the transaction.
    provider_id = models.CharField(max_length=80, null=True, blank=True)
    captured_amount = AmountField(null=True, blank=True)
    captured_currency = models.CharField(max_length=3, blank=True, default="")
    #: Where the payer goes, or what they are shown; from the gateway's answer.
    action = models.JSONField(default=dict, blank=True)
    return_url = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    ask_at = models.DateTimeField(null=True, blank=True, db_index=True)
    asked = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True, default="")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "provider_id"], name="payment_provider_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_positive"),
            models.CheckConstraint(
                condition=~models.Q(state="captured")
                | models.Q(captured_amount=models.F("amount"), captured_currency=models.F("currency")),
                name="payment_captured_as_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)
