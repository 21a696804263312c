"""The sandbox as the shop meets it: calls that answer, notifications that are verified.

No money moves. The payer picks the outcome on the sandbox's own page.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from minishop.money import Money
from payments.gateways.base import (
    Charge,
    Final,
    Notice,
    RefundSnapshot,
    RefundStatus,
    Repayment,
    Snapshot,
    Started,
    Status,
)
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox import wire
from payments.gateways.sandbox.models import SandboxCharge, SandboxRefund

State = SandboxCharge.State
MEANS = {
    State.WAITING: Status.WAITING,
    State.PAID: Status.PAID,
    State.DECLINED: Status.FAILED,
    State.CLOSED: Status.CLOSED,
}


class SandboxGateway:
    """A provider for rehearsals, with its own books and its own cashier page."""

    code = "sandbox"
    label = _("Rehearsal payment")
    acknowledgement = "ok"
    answers_questions = True

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock

    def start(self, charge: Charge) -> Started:
        try:
            row = sandbox.open_charge(charge)
        except sandbox.NotPossible as problem:
            raise Final(problem.code) from None
        return Started({"type": "redirect", "url": reverse("sandbox-cashier", args=[row.token])})

    def query(self, charge: Charge) -> Snapshot:
        row = SandboxCharge.objects.filter(number=charge.number).first()
        return _snapshot(facts(row)) if row else Snapshot(charge.number, Status.ABSENT)

    def close(self, charge: Charge) -> Snapshot:
        row = sandbox.close_charge(charge.number)
        return _snapshot(facts(row)) if row else Snapshot(charge.number, Status.ABSENT)

    def refund(self, repayment: Repayment) -> RefundSnapshot:
        try:
            row = sandbox.open_refund(repayment)
        except sandbox.NotPossible as problem:
            raise Final(problem.code) from None
        return _refund_snapshot(refund_facts(row))

    def query_refund(self, repayment: Repayment) -> RefundSnapshot:
        row = SandboxRefund.objects.select_related("charge").filter(number=repayment.number).first()
        if row is None:
            return RefundSnapshot(repayment.number, RefundStatus.ABSENT)
        return _refund_snapshot(refund_facts(row))

    def verify(self, headers: Mapping[str, str], body: bytes) -> Notice:
        return wire.verify(headers, body, self._clock())

    def read(self, payload: dict[str, Any]) -> Snapshot | RefundSnapshot | None:
        kinds: dict[str, Callable[[dict[str, Any]], Snapshot | RefundSnapshot]] = {
            "charge": _snapshot,
            "refund": _refund_snapshot,
        }
        read = kinds.get(payload["type"])
        return read(payload["data"]) if read else None


def facts(row: SandboxCharge) -> dict[str, Any]:
    """What the sandbox says about a charge, in answers and notifications alike."""
    paid = None if row.paid_amount is None else Money(row.paid_amount, row.currency).minor
    return {
        "number": row.number,
        "id": f"ch_{row.pk}",
        "status": row.state,
        "paid": paid,
        "currency": row.currency,
    }


def refund_facts(row: SandboxRefund) -> dict[str, Any]:
    amount = Money(row.amount, row.charge.currency)
    status = RefundStatus.DONE if row.is_done else RefundStatus.ACCEPTED
    return {
        "number": row.number,
        "id": f"re_{row.pk}",
        "status": str(status),
        "amount": amount.minor,
        "currency": amount.currency,
    }


def _snapshot(told: dict[str, Any]) -> Snapshot:
    money = None if told["paid"] is None else Money.of_minor(told["paid"], told["currency"])
    failure = "declined" if told["status"] == State.DECLINED else ""
    status = MEANS[State(told["status"])]
    return Snapshot(told["number"], status, money, provider_id=told["id"], failure=failure)


def _refund_snapshot(told: dict[str, Any]) -> RefundSnapshot:
    money = Money.of_minor(told["amount"], told["currency"])
    return RefundSnapshot(told["number"], RefundStatus(told["status"]), money, provider_id=told["id"])
