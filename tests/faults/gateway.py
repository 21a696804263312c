"""A provider that fails on purpose, with books of its own in memory and no network at all."""

import threading
from collections.abc import Callable
from typing import Any

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

PATH = "tests.faults.gateway.FaultyGateway"


class Faults:
    """What goes wrong next, and what the provider did; reset for each test."""

    def __init__(self) -> None:
        self.charges: dict[str, Status] = {}
        self.refunds: dict[str, int] = {}
        self.calls: list[tuple[str, str]] = []
        #: Raised by the named call before or after the provider did its part, once each.
        self.before: dict[str, BaseException] = {}
        self.after: dict[str, BaseException] = {}
        #: Run in the middle of the named call, while the shop waits.
        self.meanwhile: dict[str, Callable[[], Any]] = {}
        self.entered, self.released = threading.Event(), threading.Event()

    def call(self, name: str, number: str, work: Callable[[], Any]) -> Any:
        self.calls.append((name, number))
        if problem := self.before.pop(name, None):
            raise problem
        answer = work()
        if meanwhile := self.meanwhile.pop(name, None):
            meanwhile()
        if problem := self.after.pop(name, None):
            raise problem
        return answer

    def times(self, name: str) -> int:
        return sum(call == name for call, _number in self.calls)


faults = Faults()


class FaultyGateway:
    code = "faulty"
    label = "Faulty"
    acknowledgement = "ok"
    answers_questions = True

    def start(self, charge: Charge) -> Started:
        def work() -> Started:
            faults.charges.setdefault(charge.number, Status.WAITING)
            return Started({"type": "redirect", "url": f"/faulty/{charge.number}/"})

        return faults.call("start", charge.number, work)

    def query(self, charge: Charge) -> Snapshot:
        return faults.call("query", charge.number, lambda: self._snapshot(charge))

    def close(self, charge: Charge) -> Snapshot:
        def work() -> Snapshot:
            if faults.charges.get(charge.number) is Status.WAITING:
                faults.charges[charge.number] = Status.CLOSED
            return self._snapshot(charge)

        return faults.call("close", charge.number, work)

    def refund(self, repayment: Repayment) -> RefundSnapshot:
        def work() -> RefundSnapshot:
            faults.refunds.setdefault(repayment.number, len(faults.refunds))
            return RefundSnapshot(repayment.number, RefundStatus.ACCEPTED)

        return faults.call("refund", repayment.number, work)

    def query_refund(self, repayment: Repayment) -> RefundSnapshot:
        known = repayment.number in faults.refunds
        status = RefundStatus.DONE if known else RefundStatus.ABSENT
        return faults.call("query_refund", repayment.number, lambda: RefundSnapshot(repayment.number, status))

    def verify(self, headers: Any, body: bytes) -> Notice:
        number = headers.get("faulty-number")
        if not number:
            raise Refused("unsigned")
        return Notice(f"evt_{number}", {"number": number, "amount": body.decode()})

    def read(self, payload: dict[str, Any]) -> Snapshot:
        from tests.payments.gateways.drivers import money

        return Snapshot(payload["number"], Status.PAID, money(payload["amount"]), f"tx_{payload['number']}")

    def _snapshot(self, charge: Charge) -> Snapshot:
        status = faults.charges.get(charge.number, Status.ABSENT)
        money = charge.money if status is Status.PAID else None
        return Snapshot(charge.number, status, money, f"tx_{charge.number}" if money else None)
