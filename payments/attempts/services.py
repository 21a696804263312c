"""Verbs of an attempt: start, record, ask, close.

The row is committed before its gateway hears of it, and no lock is held while a gateway is called.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest, Least, Now

from minishop import events, states
from minishop.money import Money
from payments.attempts.models import AttemptOpen, Payment
from payments.attempts.recording import locked, move, record
from payments.gateways import registry
from payments.gateways.base import (
    Final,
    Gateway,
    GatewayError,
    Misconfigured,
    Snapshot,
    Started,
    Status,
    Unknown,
)

__all__ = ["ask", "ask_due", "ask_soon", "close", "record", "start"]

log = structlog.get_logger(__name__)

State = Payment.State
FIRST_QUESTION = timedelta(seconds=20)
LONGEST_PAUSE = timedelta(minutes=15)


def start(
    *,
    reference: str,
    money: Money,
    gateway: str,
    description: str = "",
    return_url: str = "",
    expires_at: datetime | None = None,
    actor: Any = None,
) -> Payment:
    """One live attempt stands for the reference at this gateway, and the gateway has been told of it.

    A second call while it lives answers the same attempt. Live attempts at other gateways are closed
    by a job. The row is committed before the network is used; no lock is held across the call.

    Raises:
        NoSuchGateway: not enabled here.
        AttemptOpen: an earlier attempt over another amount, or expired, could not be closed.
    """
    provider = registry.get(gateway)
    for outdated in _outdated(reference, gateway, money):
        closed = close(outdated, actor=actor)
        if closed.is_received:
            return closed
        if closed.is_live:
            raise AttemptOpen(closed)
    payment = _open(
        reference=reference,
        gateway=gateway,
        actor=actor,
        amount=money.amount,
        currency=money.currency,
        description=description[:127],
        return_url=return_url,
        expires_at=expires_at,
        ask_at=Now() + FIRST_QUESTION if provider.answers_questions else None,
    )
    return payment if payment.state == State.PENDING else _send(provider, payment)


def _outdated(reference: str, gateway: str, money: Money) -> list[Payment]:
    """The live attempt that can't be taken up again: another amount, or past its time."""
    live = Payment.objects.live().of(reference).filter(gateway=gateway)
    expired = set(live.expired().values_list("pk", flat=True))
    return [payment for payment in live if payment.money != money or payment.pk in expired]


@transaction.atomic
def _open(*, reference: str, gateway: str, actor: Any, **columns: Any) -> Payment:
    payment, created = Payment.objects.live().get_or_create(
        reference=reference, gateway=gateway, defaults=columns
    )
    if created:
        events.emit(
            "payment.created",
            subject=payment,
            actor=actor,
            payment=payment.pk,
            reference=reference,
            gateway=gateway,
        )
    else:
        Payment.objects.filter(pk=payment.pk).update(chosen_at=Now())
    for other in Payment.objects.live().of(reference).exclude(pk=payment.pk).order_by("pk"):
        events.emit("payment.superseded", subject=other, payment=other.pk, reference=reference)
    return Payment.objects.get(pk=payment.pk)


def _send(provider: Gateway, payment: Payment) -> Payment:
    """The gateway is told, and its answer, or that there was none, stands in the row."""
    try:
        started = provider.start(payment.charge)
    except Unknown as problem:
        return record(payment, Snapshot(payment.number, Status.UNKNOWN, failure=str(problem)))
    except (Final, Misconfigured) as problem:
        log.warning("payment.refused", payment=payment.number, gateway=payment.gateway, code=problem.code)
        return record(payment, Snapshot(payment.number, Status.FAILED, failure=str(problem)))
    except GatewayError as problem:
        return _put_off(payment, problem)
    payment = _started(payment, started)
    # Closed meanwhile, before the gateway had it: close it where it now is.
    return close(payment, insist=True) if payment.state in (State.CLOSED, State.FAILED) else payment


@transaction.atomic
def _started(payment: Payment, started: Started) -> Payment:
    row = locked(payment.pk)
    if states.may_move(row, "state", State.PENDING):
        facts: dict[str, Any] = {"action": started.action}
        if started.provider_id:
            facts["provider_id"] = started.provider_id
        move(row, State.PENDING, None, facts)
    return row


def ask(payment: Payment, *, actor: Any = None) -> Payment:
    """The gateway was asked and its answer recorded; without an answer the timer asks again later."""
    try:
        provider = registry.get(payment.gateway)
        if not provider.answers_questions:
            return Payment.objects.get(pk=payment.pk)
        snapshot = provider.query(payment.charge)
    except GatewayError as problem:
        return _put_off(payment, problem)
    payment = record(payment, snapshot, actor=actor)
    return _put_off(payment) if payment.is_live else payment


def ask_soon(*, payment: Payment, actor: Any) -> None:
    """A job asks the gateway, for staff whose press of a button must not wait for a stranger."""
    events.emit("payment.questioned", subject=payment, actor=actor, payment=payment.pk)


def close(payment: Payment, *, actor: Any = None, insist: bool = False) -> Payment:
    """The attempt is closed at its gateway, or what the gateway says instead is recorded.

    It may come back CAPTURED (the money was faster) or still live (no answer: what depends on it waits).
    """
    payment = Payment.objects.get(pk=payment.pk)
    if not payment.is_live and not insist:
        return payment
    try:
        snapshot = registry.get(payment.gateway).close(payment.charge)
    except Final:
        return ask(payment, actor=actor)
    except Unknown as problem:
        record(payment, Snapshot(payment.number, Status.UNKNOWN, failure=str(problem)), actor=actor)
        return _put_off(payment, problem)
    except GatewayError as problem:
        return _put_off(payment, problem)
    if snapshot.status is Status.ABSENT:
        snapshot = Snapshot(payment.number, Status.CLOSED)
    return record(payment, snapshot, actor=actor)


def _put_off(payment: Payment, problem: GatewayError | None = None) -> Payment:
    """The timer asks later; what went wrong stands in the row.

    The pause is as long as the payer has been gone, so that it doubles however often a waiting page
    asks meanwhile.
    """
    pause = Least(Greatest(Now() - F("chosen_at"), FIRST_QUESTION), LONGEST_PAUSE)
    columns: dict[str, Any] = {"ask_at": Now() + pause, "asked": F("asked") + 1}
    if problem is not None:
        log.warning("payment.unanswered", payment=payment.number, gateway=payment.gateway, code=problem.code)
        columns["failure"] = str(problem)[:200]
    Payment.objects.live().filter(pk=payment.pk).update(**columns)
    return Payment.objects.get(pk=payment.pk)


def ask_due(limit: int = 50) -> int:
    """Attempts whose time has come were asked about; those past their time were closed instead."""
    due = list(Payment.objects.due_for_a_question()[:limit])
    expired = set(
        Payment.objects.expired().filter(pk__in=[row.pk for row in due]).values_list("pk", flat=True)
    )
    for payment in due:
        try:
            close(payment) if payment.pk in expired else ask(payment)
        except Exception:
            # One gateway's trouble keeps no other payment waiting.
            log.exception("payment.not_asked", payment=payment.number)
            _put_off(payment)
    return len(due)
