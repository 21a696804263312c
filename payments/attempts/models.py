"""A payment is one attempt at one gateway; its number is never reused with other parameters.

A payment never names an order: whoever wants money passes a `reference` and listens for events.
"""

import secrets

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField, CurrencyField, Money
from payments.gateways.base import Charge

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number(prefix: str = "P") -> str:
    """A number no one can guess, within 6–32 of [0-9A-Za-z] (WeChat Pay's rule, the narrowest)."""
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(19))


class AttemptOpen(Exception):
    """An earlier attempt at the same gateway could not be closed yet, so that no other may begin."""

    def __init__(self, payment: "Payment") -> None:
        self.payment = payment
        super().__init__(f"{payment.number} is still {payment.state}")


class PaymentQuerySet(models.QuerySet["Payment"]):
    def live(self) -> "PaymentQuerySet":
        """Attempts whose money may still arrive."""
        return self.filter(state__in=Payment.LIVE)

    def due_for_a_question(self) -> "PaymentQuerySet":
        """Attempts the timer asks their gateway about now."""
        return self.live().filter(ask_at__lte=Now()).order_by("ask_at", "pk")

    def of(self, reference: str) -> "PaymentQuerySet":
        return self.filter(reference=reference)

    def expired(self) -> "PaymentQuerySet":
        return self.filter(expires_at__lte=Now())

    def received(self) -> "PaymentQuerySet":
        """Attempts whose money is with the gateway, the right amount or not."""
        return self.filter(state__in=Payment.RECEIVED)


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
    RECEIVED = (State.CAPTURED, State.MISMATCHED)
    #: Money may still arrive for a failed or closed attempt: gateways are late.
    MOVES = {
        "state": {
            State.CREATED: {
                State.PENDING,
                State.UNKNOWN,
                State.CAPTURED,
                State.MISMATCHED,
                State.FAILED,
                State.CLOSED,
            },
            State.PENDING: {State.UNKNOWN, State.CAPTURED, State.MISMATCHED, State.FAILED, State.CLOSED},
            State.UNKNOWN: {State.PENDING, State.CAPTURED, State.MISMATCHED, State.FAILED, State.CLOSED},
            State.FAILED: {State.CAPTURED, State.MISMATCHED},
            State.CLOSED: {State.CAPTURED, State.MISMATCHED},
        }
    }

    #: The gateway's out_trade_no: 6–32 of [0-9A-Za-z].
    number = models.CharField(max_length=32, unique=True, default=new_number)
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
    #: When the payer last chose it; an attempt chosen before another one is superseded.
    chosen_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    ask_at = models.DateTimeField(null=True, blank=True, db_index=True)
    asked = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True, default="")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "provider_id"], name="payment_provider_once"),
            models.UniqueConstraint(
                fields=["reference", "gateway"],
                condition=models.Q(state__in=["created", "pending", "unknown"]),
                name="payment_live_once",
            ),
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

    @property
    def captured(self) -> Money | None:
        """What came, which is not always what was asked for."""
        if self.captured_amount is None:
            return None
        return Money(self.captured_amount, self.captured_currency)

    @property
    def is_live(self) -> bool:
        return self.state in self.LIVE

    @property
    def is_received(self) -> bool:
        return self.state in self.RECEIVED

    @property
    def charge(self) -> Charge:
        """The attempt as its gateway is told of it."""
        return Charge(
            number=self.number,
            money=self.money,
            description=self.description,
            return_url=self.return_url,
            expires_at=self.expires_at,
            provider_id=self.provider_id,
        )
