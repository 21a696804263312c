"""Rules of money on its way back: accepted, done, refused, sent again, or given as credit."""

from hypothesis import strategies as st

from orders.tenders import services as tenders
from orders.tenders.models import TenderRefund
from payments.gateways.base import RefundStatus
from payments.refunds import services as refunds
from tests.orders.stateful import bank
from tests.orders.stateful.facts import Back, Order, Refund
from tests.orders.stateful.shop import Shop, verb


class Repaying(Shop):
    def refunds(self, *states: str) -> list[Refund]:
        return [one for one in self.model.refunds if one.state in states]

    def owed(self) -> list[tuple[Order, Back]]:
        return [
            (one, back)
            for one in self.model.orders.values()
            for tender in (one.tenders if one.member else [])
            for back in tender.backs
            if back.refund and back.refund.state == "failed"
        ]

    @verb(lambda self: [1], mood=st.sampled_from(["well", "well", "late", "never"]))
    def bank_answers(self, _one: int, mood: str) -> None:
        bank.books.mood = self.model.mood = mood

    @verb(lambda self: self.refunds("requested"))
    def ask_about_a_refund(self, refund: Refund) -> None:
        refunds.ask(self.refund(refund))
        self.deliver()
        self.model.ask_refund(refund)

    def bank_says(self, refund: Refund, status: RefundStatus) -> None:
        number = self.refund(refund).number
        bank.books.refunds[number] = status
        self.notify(refund.payment.gateway, number)
        self.deliver()

    @verb(lambda self: [one for one in self.refunds("accepted", "requested") if one.there == "accepted"])
    def refund_arrives(self, refund: Refund) -> None:
        self.bank_says(refund, RefundStatus.DONE)
        self.model.refund_done(refund)

    @verb(lambda self: [one for one in self.refunds("accepted", "requested") if one.there == "accepted"])
    def refund_fails(self, refund: Refund) -> None:
        self.bank_says(refund, RefundStatus.FAILED)
        self.model.refund_fails(refund)

    @verb(lambda self: self.refunds("failed"))
    def send_a_refund_again(self, refund: Refund) -> None:
        refunds.retry(self.refund(refund), actor=self.staff[0])
        self.deliver()
        self.model.send(refund)

    @verb(owed)
    def give_credit_instead(self, owed: tuple[Order, Back]) -> None:
        order, back = owed
        row = TenderRefund.objects.get(refund=self.refund(back.refund))  # type: ignore[arg-type]
        tenders.as_credit(tender_refund=row, actor=self.staff[0])
        self.deliver()
        self.model.as_credit(order, back)
        self.model.money_is_back(back.reference)
