"""What is paid for an order by which means, and what of it goes back or on to a replacement.

Always: given back + carried on ≤ a tender's amount. Every verb holds the order's lock, and a payment's
only after it; a reference gives back once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from minishop import events, states
from minishop.money import Money, rounded
from minishop.retries import retried
from orders.orders.models import Order
from orders.tenders import base
from orders.tenders.holding import commit, due, hold, hold_again, offered, release
from orders.tenders.models import GATEWAY, NothingLeft, NotOwed, ReferenceReused, Tender, TenderRefund
from payments.refunds import again
from payments.refunds import services as refunds
from payments.refunds.models import Refund, TooFine

__all__ = [
    "as_credit", "carry", "commit", "due", "failed", "give_back", "given_back", "hold", "hold_again",
    "is_done", "is_given_back", "left", "note", "offered", "refund_arrived", "refundable", "release",
]  # fmt: skip

#: The means by which what can't be sent is given instead.
INSTEAD = "store-credit"
State = Tender.State


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a tender."""

    tender: Tender
    amount: Decimal


def left(tender: Tender) -> Decimal:
    """What of it may still go back, or on to a replacement."""
    return _left(Tender.objects.with_moved().get(pk=tender.pk))


def given_back(order: Order) -> Decimal:
    """What of the order's money went back or is about to."""
    return sum((row.went_back for row in order.tenders.with_moved()), Decimal(0))


def refundable(order: Order) -> Decimal:
    """What of the order's money may still go back."""
    return sum((_left(row) for row in order.tenders.with_moved()), Decimal(0))


def is_given_back(order: Order) -> bool:
    """Whether all that was paid for it has gone, or is about to go, back or on to replacements."""
    if not (order.is_paid and order.total):
        return False
    gone = sum((row.went_back + row.carried_on for row in order.tenders.with_moved()), Decimal(0))
    return gone >= order.total


def is_done(reference: str) -> bool:
    """Whether all that was given back under the reference has arrived."""
    rows = TenderRefund.objects.filter(reference=reference)
    return not rows.exclude(pk__in=rows.arrived()).exists()


def failed(reference: str) -> bool:
    """Whether a gateway refused to send a part of it, which is still owed."""
    return TenderRefund.objects.filter(reference=reference).refused().exists()


@retried
@transaction.atomic
def give_back(
    *, order: Order, amount: Decimal, reference: str, reason: str = "", actor: Any = None
) -> list[TenderRefund]:
    """The amount is on its way back by the means that paid, as `settings.REFUND_ORDER` has them.

    What is internal is back at once, the rest is reserved and sent after commit; the same reference
    gives back once. Nothing comes of an amount of 0.

    Raises:
        NothingLeft: more than is left of what was paid.
        ReferenceReused: the reference stands for another amount.
        TooFine: the currency has no such small coin.
    """
    order = _locked(order)
    if known := list(TenderRefund.objects.filter(tender__order=order.pk, reference=reference)):
        if sum(row.amount for row in known) != amount:
            raise ReferenceReused(order, reference, amount)
        return known
    if amount != rounded(amount, order.currency):
        raise TooFine(amount, order.currency)
    made = [_sent(order, share, reference, reason, actor) for share in _shares(order, amount)]
    if made:
        events.emit(
            "order.money_given_back", subject=order, actor=actor, reference=reference, amount=str(amount)
        )
    note(order)
    return made


@retried
@transaction.atomic
def carry(*, source: Order, to: Order, amount: Decimal, reference: str, actor: Any = None) -> list[Tender]:
    """A replacement is paid with what was paid for the pieces it replaces, once.

    Its order is not moved: `lifecycle.pay_nothing` does that where nothing more is due.

    Raises:
        NothingLeft: more than is left of what was paid for the source.
    """
    source = _locked(source)
    if known := list(to.tenders.filter(carried_from__order=source.pk)):
        return known
    made = [
        Tender.objects.create(
            order=to, kind=share.tender.kind, carried_from=share.tender, amount=share.amount
        )
        for share in _shares(source, amount)
    ]
    tell: dict[str, Any] = {"to": to.pk, "reference": reference, "amount": str(amount)}
    events.emit("order.money_carried", subject=source, actor=actor, **tell)
    return made


@retried
@transaction.atomic
def as_credit(*, tender_refund: TenderRefund, actor: Any = None) -> TenderRefund:
    """What a gateway refused to send back is the member's store credit, and is never sent again.

    Raises:
        NotOwed: it was not refused, or there is no member to give it to (any more).
    """
    order = _locked(tender_refund.tender.order)
    row = TenderRefund.objects.select_related("refund").get(pk=tender_refund.pk)
    if row.is_credit:
        return row
    if order.user is None or order.user.erased_at or row.refund is None:
        raise NotOwed
    try:
        again.replace(row.refund, actor=actor)
    except states.IllegalMove as problem:
        raise NotOwed from problem
    money = Money(row.amount, order.currency)
    base.get(INSTEAD).issue(user=order.user, money=money, reference=f"tender-refund:{row.pk}")
    TenderRefund.objects.filter(pk=row.pk).update(is_credit=True)
    row.is_credit = True
    note(order)
    return row


def note(order: Order) -> None:
    """Tenders all of which is back read so, and so does the order, once it is not open any more.

    Call it under the order's lock. Staff's refunds of the payment itself count once they are done.
    """
    tenders = list(order.tenders.with_moved().filter(state__in=[State.COMMITTED, State.REFUNDED]))
    for tender in tenders:
        if tender.state == State.COMMITTED and _is_back(tender):
            states.move(tender, "state", State.REFUNDED, event="tender.refunded")
    all_back = all(tender.state == State.REFUNDED for tender in tenders)
    if order.is_paid and tenders and all_back and order.state != Order.State.OPEN:
        states.move(order, "payment_state", Order.PaymentState.REFUNDED, event="order.refunded")


@retried
@transaction.atomic
def refund_arrived(refund: Refund) -> None:
    """The order whose money arrived reads so."""
    part = TenderRefund.objects.filter(refund=refund.pk).values_list("tender__order", flat=True)
    paid = Tender.objects.filter(payment=refund.payment_id).values_list("order", flat=True)
    order = Order.objects.select_for_update().filter(pk__in=list(part) or list(paid)).first()
    if order:
        note(order)


def _locked(order: Order) -> Order:
    """The order, its row locked; the first lock of every verb here."""
    return Order.objects.select_for_update().get(pk=order.pk)


def _left(tender: Tender) -> Decimal:
    """Of a tender with what moved of it."""
    if tender.state != State.COMMITTED:
        return Decimal(0)
    return tender.amount - tender.went_back - tender.carried_on


def _is_back(tender: Tender) -> bool:
    """Nothing of it is left here, and what was given back of it arrived."""
    if _left(tender) > 0 or not tender.went_back:
        return False
    direct = Refund.objects.filter(payment=tender.payment_id, tender_refund=None).pending()
    waits = tender.refunds.exclude(pk__in=tender.refunds.arrived()).exists()
    return not waits and not (tender.payment_id and direct.exists())


def _shares(order: Order, amount: Decimal) -> Iterator[Share]:
    """Parts of what is left of the order's tenders that sum to the amount, outer money first."""
    rows = sorted(order.tenders.with_moved(), key=lambda row: (_place(row), row.pk))
    free = [(row, _left(row)) for row in rows]
    there = sum((part for _row, part in free), Decimal(0))
    if amount < 0 or amount > there:
        raise NothingLeft(order, amount, there)
    parts = []
    for row, part in free:
        taken = min(part, amount)
        amount -= taken
        parts.append(Share(row, taken))
    return (share for share in parts if share.amount)


def _place(tender: Tender) -> int:
    order = list(settings.REFUND_ORDER)
    return order.index(tender.kind) if tender.kind in order else len(order)


def _sent(order: Order, share: Share, reference: str, reason: str, actor: Any) -> TenderRefund:
    """One tender's part: reserved at its root's gateway, or back with its means at once."""
    root = share.tender.root
    row = TenderRefund(tender=share.tender, reference=reference, amount=share.amount)
    if root.kind == GATEWAY and root.payment:
        told = {"reference": reference, "reason": reason, "actor": actor}
        row.refund = refunds.refund(payment=root.payment, amount=share.amount, **told)
        row.save()
        return row
    row.save()
    told = {"money": Money(share.amount, order.currency), "reference": f"tender-refund:{row.pk}"}
    base.get(root.kind).give_back(user=order.user, of=root.holding, **told)
    return row
