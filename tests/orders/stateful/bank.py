"""Two gateways with books of their own in memory; what happens to money there is the test's decision."""

import itertools
from collections.abc import Mapping
from typing import Any

from minishop.money import Money
from payments.gateways.base import (
    Charge,
    Notice,
    RefundSnapshot,
    RefundStatus,
    Repayment,
    Snapshot,
    Started,
    Status,
    Unknown,
)

FIRST, SECOND = "bank", "other"
PATHS = [f"{__name__}.Bank", f"{__name__}.OtherBank"]


class Books:
    """What the bank knows, and how it answers: "well", "late" (it did it, and says nothing), "never"."""

    def __init__(self) -> None:
        self.charges: dict[str, tuple[Status, int]] = {}
        self.refunds: dict[str, RefundStatus] = {}
        #: How often each refund was really begun here.
        self.begun: dict[str, int] = {}
        self.mood = "well"


books = Books()
#: Each notice is news to the shop, in whichever example it comes.
notices = itertools.count(1)


class Bank:
    code = FIRST
    label = "Bank"
    acknowledgement = "ok"
    answers_questions = True

    def start(self, charge: Charge) -> Started:
        if books.mood == "never":
            raise Unknown("timeout")
        books.charges.setdefault(charge.number, (Status.WAITING, 0))
        if books.mood == "late":
            raise Unknown("timeout")
        return Started({"type": "redirect", "url": f"/{self.code}/"})

    def query(self, charge: Charge) -> Snapshot:
        status, fen = books.charges.get(charge.number, (Status.ABSENT, 0))
        paid = Money.of_minor(fen, charge.money.currency) if status is Status.PAID else None
        return Snapshot(charge.number, status, paid, f"{self.code}-{charge.number}" if paid else None)

    def close(self, charge: Charge) -> Snapshot:
        if books.charges.get(charge.number, (None, 0))[0] is Status.WAITING:
            books.charges[charge.number] = (Status.CLOSED, 0)
        return self.query(charge)

    def refund(self, repayment: Repayment) -> RefundSnapshot:
        if books.mood == "never":
            raise Unknown("timeout")
        if books.refunds.get(repayment.number) in {None, RefundStatus.FAILED}:
            books.refunds[repayment.number] = RefundStatus.ACCEPTED
            books.begun[repayment.number] = books.begun.get(repayment.number, 0) + 1
        if books.mood == "late":
            raise Unknown("timeout")
        return self.query_refund(repayment)

    def query_refund(self, repayment: Repayment) -> RefundSnapshot:
        return RefundSnapshot(repayment.number, books.refunds.get(repayment.number, RefundStatus.ABSENT))

    def verify(self, headers: Mapping[str, str], body: bytes) -> Notice:
        return Notice(f"{self.code}-{next(notices)}", dict(headers))

    def read(self, payload: dict[str, Any]) -> Snapshot | RefundSnapshot:
        number = payload["number"]
        if number in books.refunds:
            return RefundSnapshot(number, books.refunds[number])
        status, fen = books.charges[number]
        paid = Money.of_minor(fen, payload["currency"]) if status is Status.PAID else None
        return Snapshot(number, status, paid, f"{self.code}-{number}" if paid else None)


class OtherBank(Bank):
    code = SECOND
    label = "Other bank"
