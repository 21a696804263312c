"""Paying in the store: no network, no deadline, no notification; staff record the money."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from payments.gateways.base import (
    Charge,
    Notice,
    RefundSnapshot,
    RefundStatus,
    Refused,
    Repayment,
    Snapshot,
    Started,
    Status,
)


class OfflineGateway:
    """The till: what it knows of a charge is only what staff told us."""

    code = "offline"
    label = _("Pay in the store")
    acknowledgement = ""
    answers_questions = False

    def start(self, charge: Charge) -> Started:
        return Started({"type": "none"})

    def query(self, charge: Charge) -> Snapshot:
        return Snapshot(charge.number, Status.WAITING)

    def close(self, charge: Charge) -> Snapshot:
        return Snapshot(charge.number, Status.CLOSED)

    def refund(self, repayment: Repayment) -> RefundSnapshot:
        """Handed back at the till by whoever pressed the button."""
        return RefundSnapshot(repayment.number, RefundStatus.DONE, repayment.money)

    def query_refund(self, repayment: Repayment) -> RefundSnapshot:
        return RefundSnapshot(repayment.number, RefundStatus.DONE, repayment.money)

    def verify(self, headers: Mapping[str, str], body: bytes) -> Notice:
        raise Refused("the till sends no notifications")

    def read(self, payload: dict[str, Any]) -> Snapshot | RefundSnapshot | None:
        return None
