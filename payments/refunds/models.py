"""Refunds: reserved under the payment's lock, sent after commit, retried under the same number."""

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField
from payments.attempts.models import Payment


class Refund(models.Model):
    """Money going back to where it came from; accepted by the gateway is not yet done."""

    class State(models.TextChoices):
        REQUESTED = "requested"  # reserved here, the gateway has not answered
        ACCEPTED = "accepted"
        DONE = "done"
        FAILED = "failed"

    MOVES = {
        "state": {
            State.REQUESTED: {State.ACCEPTED, State.DONE, State.FAILED},
            State.ACCEPTED: {State.DONE, State.FAILED},
            State.FAILED: {State.REQUESTED},
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "reference"], name="refund_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_positive"),
        ]

    def __str__(self) -> str:
        return self.number
