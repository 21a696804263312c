"""The one way to change an attempt: a provider's snapshot, applied under the row lock.

Notification, return page, timer and staff button all end here; only the winning move emits its
event, and nothing ever goes back.
"""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from minishop import states
from minishop.money import Money
from payments.attempts import books
from payments.attempts.models import Payment
from payments.gateways.base import Snapshot, Status

State = Payment.State
TOLD = {
    State.PENDING: "payment.started",
    State.UNKNOWN: "payment.unknown",
    State.CAPTURED: "payment.captured",
    State.MISMATCHED: "payment.mismatched",
    State.FAILED: "payment.failed",
    State.CLOSED: "payment.closed",
}
MEANS = {
    Status.WAITING: State.PENDING,
    Status.UNKNOWN: State.UNKNOWN,
    Status.FAILED: State.FAILED,
    Status.CLOSED: State.CLOSED,
}


@transaction.atomic
def record(payment: Payment, snapshot: Snapshot, *, actor: Any = None) -> Payment:
    """What the provider knows stands in the row; the one move it causes emitted its event.

    A stale or repeated snapshot changes nothing. Money for a failed or closed attempt is accepted:
    gateways are late. Money other than asked for makes the attempt MISMATCHED.

    Raises:
        ValueError: the snapshot is of another charge.
    """
    if snapshot.number != payment.number:
        raise ValueError(f"a snapshot of {snapshot.number} says nothing about {payment.number}")
    row = locked(payment.pk)
    to = _target(row, snapshot)
    if to is None or not states.may_move(row, "state", to):
        return row
    facts: dict[str, Any] = {"failure": snapshot.failure[:200]}
    if to in Payment.RECEIVED and snapshot.money:
        facts |= _receipt(row, snapshot, snapshot.money)
    if to not in Payment.LIVE:
        facts["ask_at"] = None
    move(row, to, actor, facts)
    return row


def locked(pk: int) -> Payment:
    """The attempt, its row locked until the transaction ends."""
    return Payment.objects.select_for_update().get(pk=pk)


def move(row: Payment, to: Any, actor: Any, facts: dict[str, Any]) -> None:
    """The locked row is moved, and its event tells which payment, of what, through which gateway."""
    tell = {"payment": row.pk, "reference": row.reference, "gateway": row.gateway}
    states.move(row, "state", to, event=TOLD[to], actor=actor, tell=tell, **facts)


def _target(row: Payment, snapshot: Snapshot) -> Any:
    if snapshot.status is Status.PAID:
        return State.CAPTURED if snapshot.money == row.money else State.MISMATCHED
    return MEANS.get(snapshot.status)


def _receipt(row: Payment, snapshot: Snapshot, money: Money) -> dict[str, Any]:
    """The columns of money that came, which is also posted to the books."""
    books.post_capture(row, money)
    return {
        "captured_amount": money.amount,
        "captured_currency": money.currency,
        "captured_at": Now(),
        "provider_id": snapshot.provider_id or row.provider_id,
    }
