"""Tenders: the means by which an order is paid, and what of each has gone back.

A gateway's tender has a payment and is committed when its money is here. An internal one (store
credit) is held, then committed with the rest, or released. A carried one pays a replacement with
what was paid for the pieces it replaces.

Always: given back + carried on ≤ amount.
"""

from django.db import models
from django.db.models.functions import Now

from minishop.money import AmountField
from orders.orders.models import Order
from payments.attempts.models import Payment
from payments.refunds.models import Refund

#: The kind of tenders whose money came through a gateway; other kinds are codes of internal means.
GATEWAY = "gateway"


class Tender(models.Model):
    """One means of payment on an order; a paid order's committed tenders sum to its total."""

    class State(models.TextChoices):
        HELD = "held"
        COMMITTED = "committed"
        RELEASED = "released"
        REFUNDED = "refunded"

    MOVES = {
        "state": {
            State.HELD: {State.COMMITTED, State.RELEASED},
            State.RELEASED: {State.HELD},
            State.COMMITTED: {State.REFUNDED},
        }
    }

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tenders")
    kind = models.CharField(max_length=20, default=GATEWAY)
    payment = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="tender"
    )
    #: The tender of the order whose pieces this order replaces.
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried"
    )
    amount = AmountField()
    state = models.CharField(max_length=10, choices=State, default=State.COMMITTED)
    #: How many times it was held; names each holding apart in the books.
    held = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="tender_positive"),
            models.CheckConstraint(
                condition=models.Q(carried_from__isnull=False)
                | models.Q(kind=GATEWAY, payment__isnull=False)
                | (~models.Q(kind=GATEWAY) & models.Q(payment=None)),
                name="tender_has_its_source",
            ),
            models.UniqueConstraint(
                fields=["order", "kind"],
                condition=models.Q(payment=None, carried_from=None),
                name="tender_internal_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} by {self.payment_id or self.kind}"


class TenderRefund(models.Model):
    """A part of a tender that goes, or went, back: once for each reference.

    Through a gateway it has its refund, which says how far it is; what is internal is back at once. A
    refund that failed keeps its part: it is owed, until it is sent again or given as store credit.
    """

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="refunds")
    #: What it is for: `return:12`, `cancellation:5`, `settlement:7`.
    reference = models.CharField(max_length=120)
    amount = AmountField()
    refund = models.OneToOneField(
        Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="tender_refund"
    )
    #: It was given as store credit after its refund had failed.
    is_credit = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "reference"], name="tender_refund_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="tender_refund_positive"),
        ]
        indexes = [models.Index(fields=["reference"], name="tender_refund_reference")]

    def __str__(self) -> str:
        return f"{self.amount} of tender {self.tender_id}"
