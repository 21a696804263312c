"""Verbs of a refund: reserve, send, record, ask.

Always: pending + done ≤ captured. A refund is reserved under its payment's lock, sent after commit,
repeated under the same number, and released only by a definite failure.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from minishop import events, states
from minishop.money import Money, rounded
from payments.attempts import books
from payments.attempts.models import Payment, new_number
from payments.attempts.recording import locked
from payments.gateways import registry
from payments.gateways.base import Final, GatewayError, RefundSnapshot, RefundStatus
from payments.refunds.models import OverRefund, Refund, RefundReused, TooFine

log = structlog.get_logger(__name__)

State = Refund.State
FIRST_PAUSE = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(hours=1)
TOLD = {
    State.REQUESTED: "refund.requested",
    State.ACCEPTED: "refund.accepted",
    State.DONE: "refund.done",
    State.FAILED: "refund.failed",
}
#: After which pauses a refused refund is sent again by itself; then staff see it.
AGAIN = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12))
MEANS = {
    RefundStatus.ACCEPTED: State.ACCEPTED,
    RefundStatus.DONE: State.DONE,
    RefundStatus.FAILED: State.FAILED,
}


@transaction.atomic
def refund(
    *, payment: Payment, amount: Decimal, reference: str, reason: str = "", actor: Any = None
) -> Refund:
    """The amount is reserved and will be sent after commit; the same reference reserves once.

    Raises:
        OverRefund: more than is left of what was captured.
        RefundReused: the reference stands for another amount.
        TooFine: the currency has no such small coin, so that the gateway would send another amount.
    """
    row = locked(payment.pk)
    if amount != rounded(amount, row.currency):
        raise TooFine(amount, row.currency)
    earlier = row.refunds.filter(reference=reference).first()
    if earlier is not None:
        if earlier.amount != amount:
            raise RefundReused(earlier, amount)
        return earlier
    _ensure_left(row, amount)
    made = Refund.objects.create(
        payment=row,
        number=new_number("R"),
        reference=reference,
        amount=amount,
        reason=reason[:80],
        ask_at=Now() + FIRST_PAUSE,
    )
    events.emit("refund.requested", subject=made, actor=actor, **_told(made, row))
    return made


@transaction.atomic
def retry(refund: Refund, *, actor: Any = None) -> Refund:
    """A failed refund is reserved again under its own number and will be sent after commit.

    Raises:
        OverRefund: the money was refunded otherwise meanwhile.
        IllegalMove: it has not failed.
    """
    payment = locked(refund.payment_id)
    row = Refund.objects.select_for_update().get(pk=refund.pk)
    if states.may_move(row, "state", State.REQUESTED):
        _ensure_left(payment, row.amount)
    facts = {"failure": "", "ask_at": Now() + FIRST_PAUSE, "retry_at": None}
    _move(row, payment, State.REQUESTED, actor, facts)
    return row


def left(payment: Payment) -> Decimal:
    """What may still be refunded: captured − done − pending."""
    return (payment.captured_amount or Decimal(0)) - payment.refunds.reserved()


def _ensure_left(payment: Payment, amount: Decimal) -> None:
    available = left(payment) if payment.is_received else Decimal(0)
    if amount <= 0 or amount > available:
        raise OverRefund(payment, amount, available)


def _told(row: Refund, payment: Payment) -> dict[str, Any]:
    """What every event of a refund tells; `of` is what the payment was for."""
    return {"refund": row.pk, "payment": payment.pk, "of": payment.reference}


def send(row: Refund) -> Refund:
    """The gateway has been told, under the same number however often; its answer is recorded."""
    row = Refund.objects.select_related("payment").get(pk=row.pk)
    if row.state != State.REQUESTED:
        return row
    try:
        snapshot = registry.get(row.payment.gateway).refund(row.repayment)
    except Final as problem:
        snapshot = RefundSnapshot(row.number, RefundStatus.FAILED, failure=str(problem))
    except GatewayError as problem:
        return _put_off(row, problem)
    return _recorded(row, snapshot)


def ask(row: Refund) -> Refund:
    """The gateway was asked; a refund it has never heard of is sent again under the same number."""
    row = Refund.objects.select_related("payment").get(pk=row.pk)
    if not row.is_pending:
        return row
    try:
        snapshot = registry.get(row.payment.gateway).query_refund(row.repayment)
    except GatewayError as problem:
        return _put_off(row, problem)
    if snapshot.status is RefundStatus.ABSENT and row.state == State.REQUESTED:
        return send(row)
    return _recorded(row, snapshot)


def _recorded(row: Refund, snapshot: RefundSnapshot) -> Refund:
    row = record(row, snapshot)
    return _put_off(row) if row.is_pending else row


@transaction.atomic
def record(refund: Refund, snapshot: RefundSnapshot, *, actor: Any = None) -> Refund:
    """What the provider knows stands in the row; a stale or repeated snapshot changes nothing.

    Raises:
        ValueError: the snapshot is of another refund.
    """
    if snapshot.number != refund.number:
        raise ValueError(f"a snapshot of {snapshot.number} says nothing about {refund.number}")
    payment = locked(refund.payment_id)
    row = Refund.objects.select_for_update().get(pk=refund.pk)
    to: Any = MEANS.get(snapshot.status)
    if to == State.DONE and row.state == State.REPLACED:
        log.error("refund.twice", refund=row.number, payment=payment.number)
    if to is None or not states.may_move(row, "state", to):
        return row
    facts: dict[str, Any] = {"failure": snapshot.failure[:200]}
    if snapshot.provider_id:
        facts["provider_id"] = snapshot.provider_id
    if to == State.DONE:
        books.post_refund(row.number, payment.gateway, Money(row.amount, payment.captured_currency))
        facts |= {"done_at": Now(), "retry_at": None}
    if to not in Refund.PENDING:
        facts["ask_at"] = None
    if to == State.FAILED and row.retries < len(AGAIN):
        facts["retry_at"] = Now() + AGAIN[row.retries]
    _move(row, payment, to, actor, facts)
    return row


def _move(row: Refund, payment: Payment, to: Any, actor: Any, facts: dict[str, Any]) -> None:
    tell = _told(row, payment)
    states.move(row, "state", to, event=TOLD[to], actor=actor, tell=tell, **facts)


def _put_off(row: Refund, problem: GatewayError | None = None) -> Refund:
    """The timer comes back later, after a pause that doubles."""
    pause = min(FIRST_PAUSE * 2 ** min(row.asked, 12), LONGEST_PAUSE)
    columns: dict[str, Any] = {"ask_at": Now() + pause, "asked": F("asked") + 1}
    if problem is not None:
        log.warning("refund.unanswered", refund=row.number, code=problem.code)
        columns["failure"] = str(problem)[:200]
    Refund.objects.pending().filter(pk=row.pk).update(**columns)
    return Refund.objects.get(pk=row.pk)


def ask_due(limit: int = 50) -> int:
    """Refunds that are not done and whose time has come were asked about, or sent again."""
    due = list(Refund.objects.due_for_a_question()[:limit])
    for row in due:
        try:
            ask(row)
        except Exception:
            # One gateway's trouble keeps no other refund waiting.
            log.exception("refund.not_asked", refund=row.number)
            _put_off(row)
    return len(due)
