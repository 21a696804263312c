"""Tenders: the means by which an order is paid, and what of each has gone back.

A gateway's tender has a payment and is committed when its money is here. An internal one (store
credit) is held, then committed with the rest, or released. A carried one pays a replacement with
what was paid for the pieces it replaces.

Always: given back + carried on ≤ amount.
"""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Now

from minishop.money import AmountField
from orders.orders.models import Order
from payments.attempts.models import Payment
from payments.refunds.models import Refund

#: The kind of tenders whose money came through a gateway; other kinds are codes of internal means.
GATEWAY = "gateway"


class NothingLeft(Exception):
    """More was to go back, or on to another order, than is left of what was paid for this one."""

    def __init__(self, order: Order, amount: Decimal, left: Decimal) -> None:
        self.order, self.amount, self.left = order, amount, left
        super().__init__(f"{order}: {amount} asked, {left} left")


class ReferenceReused(Exception):
    """The reference already stands for another amount; nothing moved."""

    def __init__(self, order: Order, reference: str, amount: Decimal) -> None:
        self.order, self.reference, self.amount = order, reference, amount
        super().__init__(f"{order}: {reference} is not {amount}")


class NotHeld(Exception):
    """The means does not reach for the amount, or nothing is to be paid with it; nothing was held."""

    def __init__(self, order: Order, code: str, available: Decimal) -> None:
        self.order, self.code, self.available = order, code, available
        super().__init__(f"{order}: {available} of {code}")


class NotOwed(Exception):
    """Only what a gateway refused to send back to a member is given as store credit."""


def _sum(rows: models.QuerySet[Any]) -> Coalesce:
    """The sum of the rows' amounts, for a subquery that has picked them."""
    summed = rows.order_by().annotate(picked=models.Value(1)).values("picked")
    sums = summed.annotate(sum=models.Sum("amount")).values("sum")
    return Coalesce(models.Subquery(sums), Decimal(0), output_field=AmountField())


class TenderQuerySet(models.QuerySet["Tender"]):
    def committed(self) -> "TenderQuerySet":
        return self.filter(state=Tender.State.COMMITTED)

    def inside(self) -> "TenderQuerySet":
        """The shop's own means chosen for these orders, held or not; what was carried is none of them."""
        return self.exclude(kind=GATEWAY).filter(carried_from=None)

    def with_moved(self) -> "TenderQuerySet":
        """Each with what `went_back` of it, or is to, and what was `carried_on` to replacements.

        A refund that staff asked of the payment itself counts while it is not refused.
        """
        direct = Refund.objects.filter(payment=models.OuterRef("payment"), tender_refund=None)
        return self.annotate(
            went_back=_sum(TenderRefund.objects.filter(tender=models.OuterRef("pk")))
            + _sum(direct.exclude(state__in=Refund.OVER_IN_VAIN)),
            carried_on=_sum(Tender.objects.filter(carried_from=models.OuterRef("pk"))),
        )


class Tender(models.Model):
    """One means of payment on an order; a paid order's committed tenders sum to its total."""

    class State(models.TextChoices):
        HELD = "held"
        COMMITTED = "committed"
        RELEASED = "released"
        REFUNDED = "refunded"

    #: A gateway's and a carried one stand for money that is here; the shop's own begin held.
    STARTS = {"state": [State.COMMITTED, State.HELD]}
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

    #: Of those read by `with_moved`.
    went_back: Decimal
    carried_on: Decimal

    objects = TenderQuerySet.as_manager()

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

    @property
    def root(self) -> "Tender":
        """The tender by which the money first came; what goes back goes back that way."""
        found = self
        while found.carried_from is not None:
            found = found.carried_from
        return found

    @property
    def holding(self) -> str:
        """How its present holding is named in the books of its means."""
        return f"order:{self.order_id}:tender:{self.pk}:{self.held}"


class TenderRefundQuerySet(models.QuerySet["TenderRefund"]):
    def arrived(self) -> "TenderRefundQuerySet":
        """What is back: by its gateway, inside the shop, or as store credit instead."""
        return self.filter(
            models.Q(refund=None) | models.Q(is_credit=True) | models.Q(refund__state=Refund.State.DONE)
        )

    def refused(self) -> "TenderRefundQuerySet":
        """What is owed still, for a gateway refused to send it."""
        return self.filter(is_credit=False, refund__state=Refund.State.FAILED)


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

    objects = TenderRefundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tender", "reference"], name="tender_refund_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="tender_refund_positive"),
        ]
        indexes = [models.Index(fields=["reference"], name="tender_refund_reference")]

    def __str__(self) -> str:
        return f"{self.amount} of tender {self.tender_id}"
