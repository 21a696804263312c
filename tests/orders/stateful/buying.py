"""Rules of buying: credit, placing, paying in every way, and orders that end before they are paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models.functions import Now
from hypothesis import strategies as st

from members.credit import services as credit
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import NotCancellable
from orders.orders import models as real
from orders.tenders import services as tenders
from payments.attempts import services as attempts
from payments.gateways.base import Status
from tests import factories
from tests.orders.stateful import bank
from tests.orders.stateful.facts import Order, Payment
from tests.orders.stateful.shop import MOST_ORDERS, PIECES, Shop, verb

Paying = tuple[Order, Payment]
CREDIT = "store-credit"
MOST_DUE = 8


class Buying(Shop):
    def members_(self) -> list[int]:
        return list(self.members)

    def shelves(self) -> list[tuple[int, int]]:
        few = [item for item in self.model.stock if self.model.available(item) < 2 * PIECES]
        return few if len(self.model.orders) < MOST_ORDERS else []

    def wishes(self) -> list[tuple[int, int]]:
        free = [item for item in self.model.stock if self.room(item, PIECES)]
        return free if len(self.model.orders) < MOST_ORDERS and len(self.due()) < MOST_DUE else []

    def wishes_of_both(self) -> list[tuple[int, int]]:
        """Two of each other kind are free in one house."""
        free = {v for v in self.variants if any(self.room((v, house), 2) for house in self.houses)}
        return [item for item in self.wishes() if free >= set(self.variants) - {item[0]}]

    def due(self) -> list[Order]:
        return [one for one in self.model.orders.values() if one.is_due]

    def may_hold(self) -> list[Order]:
        return [one for one in self.due() if one.member and self.model.free[one.member] and not one.held
                and one.due and not one.live]  # fmt: skip

    def may_start(self) -> list[Order]:
        return [one for one in self.due() if one.due and not one.live]

    def held_all(self) -> list[Order]:
        return [one for one in self.due() if one.held and not one.due and not one.live]

    def paying(self) -> list[Paying]:
        found = [(one, paid) for one in self.model.orders.values() for paid in one.live]
        return [(one, paid) for one, paid in found if not paid.is_paid_there]

    def declinable(self) -> list[Paying]:
        return [(one, paid) for one, paid in self.paying() if paid.state == "pending"]

    def untold(self) -> list[Paying]:
        found = [(one, paid) for one in self.model.orders.values() for paid in one.live]
        return [(one, paid) for one, paid in found if paid.is_paid_there]

    def dead_attempts(self) -> list[Paying]:
        orders = self.model.orders.values()
        found = [(one, paid) for one in orders for paid in one.payments if paid.state in ("closed", "failed")]
        return [(one, paid) for one, paid in found if paid.number in bank.books.charges]

    def late_for(self, *states: str) -> list[Paying]:
        return [
            (one, paid) for one, paid in self.dead_attempts() if one.state in states and one.paid == "due"
        ]

    def double(self) -> list[Paying]:
        return [(one, paid) for one, paid in self.dead_attempts() if one.paid == "paid"]

    def paid(self, *, has_left: bool) -> list[Order]:
        alive = [one for one in self.model.orders.values() if one.state == "open" and one.paid == "paid"]
        return [one for one in alive if any(line.sent for line in one.lines) == has_left]

    @verb(members_, fen=st.integers(1, 9000))
    def grant_credit(self, member: int, fen: int) -> None:
        told = {"reason": "goodwill", "key": f"{member}-{self.key()}", "actor": self.staff[0]}
        credit.grant(user=self.members[member], amount=Decimal(fen) / 100, **told)
        self.model.grant(member, fen)

    @verb(shelves, count=st.integers(1, 8))
    def receive_stock(self, item: tuple[int, int], count: int) -> None:
        factories.receive(self.variants[item[0]], self.houses[item[1]], count)
        self.model.stock[item][0] += count

    # Placing

    @verb(wishes, count=st.integers(1, PIECES), buyer=st.integers(0, 2))
    def place_to_collect(self, item: tuple[int, int], count: int, buyer: int) -> None:
        self.place([(item[0], count, item[1])], self.buyer(buyer))

    @verb(wishes, count=st.integers(1, PIECES), buyer=st.integers(0, 2))
    def place_to_send(self, item: tuple[int, int], count: int, buyer: int) -> None:
        self.place([(item[0], count, None)], self.buyer(buyer))

    @verb(wishes_of_both, count=st.integers(1, PIECES), buyer=st.integers(0, 2))
    def place_both(self, item: tuple[int, int], count: int, buyer: int) -> None:
        """Some pieces are collected, and all other kinds are sent."""
        lines: list[tuple[int, int, int | None]] = [(item[0], count, item[1])]
        lines += [(variant, 2, None) for variant in self.variants if variant != item[0]]
        self.place(lines, self.buyer(buyer))

    def buyer(self, n: int) -> int | None:
        return [None, *self.members][n]

    # Paying

    @verb(may_hold)
    def hold_credit(self, order: Order) -> None:
        tenders.hold(order=self.order(order), code=CREDIT)
        self.model.hold(order)

    @verb(held_all)
    def pay_with_credit_alone(self, order: Order) -> None:
        lifecycle.pay_nothing(order=self.order(order))
        self.deliver()
        self.model.pay_nothing(order)

    @verb(may_start, gateway=st.sampled_from([bank.FIRST, bank.SECOND]))
    def start_to_pay(self, order: Order, gateway: str) -> None:
        made = self.begin(order, gateway)
        assert made.state == ("pending" if bank.books.mood == "well" else "unknown")

    def begin(self, order: Order, gateway: str) -> Payment:
        row = self.order(order)
        money = tenders.due(row)
        paid = attempts.start(
            reference=row.reference, money=money, gateway=gateway, expires_at=row.expires_at
        )
        self.deliver()
        made = Payment(paid.pk, paid.number, gateway, order.due)
        self.model.start(order, made)
        return made

    @verb(lambda self: [one for one in self.due() if len(one.live) == 1])
    def change_the_bank(self, order: Order) -> None:
        """What was begun before is closed, or has brought the money already."""
        other = bank.SECOND if order.live[0].gateway == bank.FIRST else bank.FIRST
        self.begin(order, other)

    @verb(paying)
    def pay(self, paying: Paying) -> None:
        """The bank has the money and tells the shop at once."""
        self.bank_has(paying, paying[1].amount)
        self.told(paying, paying[1].amount)

    @verb(paying)
    def pay_in_silence(self, paying: Paying) -> None:
        """The bank has the money and tells nobody."""
        self.bank_has(paying, paying[1].amount)
        paying[1].is_paid_there = True

    @verb(untold)
    def ask_the_bank(self, paying: Paying) -> None:
        attempts.ask(self.payment(paying[1]))
        self.deliver()
        self.model.arrive(*paying, paying[1].amount)

    @verb(paying)
    def pay_another_amount(self, paying: Paying) -> None:
        self.bank_has(paying, paying[1].amount - 1)
        self.told(paying, paying[1].amount - 1)

    @verb(declinable)
    def decline(self, paying: Paying) -> None:
        bank.books.charges[paying[1].number] = (Status.FAILED, 0)
        self.notify(paying[1].gateway, paying[1].number)
        self.deliver()
        self.model.decline(*paying)

    def bank_has(self, paying: Paying, fen: int) -> None:
        bank.books.charges[paying[1].number] = (Status.PAID, fen)

    def told(self, paying: Paying, fen: int) -> None:
        self.notify(paying[1].gateway, paying[1].number)
        self.deliver()
        self.model.arrive(*paying, fen)

    @verb(lambda self: self.late_for("expired"))
    def pay_after_expiry(self, paying: Paying) -> None:
        self.bank_has(paying, paying[1].amount)
        self.told(paying, paying[1].amount)
        assert paying[1].outcome in ("reinstated", "refunded")

    @verb(lambda self: self.late_for("cancelled"))
    def pay_after_cancelling(self, paying: Paying) -> None:
        was_called_off = paying[0].is_called_off
        self.bank_has(paying, paying[1].amount)
        self.told(paying, paying[1].amount)
        assert paying[1].outcome in (("refunded",) if was_called_off else ("reinstated", "refunded"))

    @verb(double)
    def pay_twice(self, paying: Paying) -> None:
        self.bank_has(paying, paying[1].amount)
        self.told(paying, paying[1].amount)
        assert paying[1].outcome == "refunded"

    @verb(due, is_called_off=st.booleans())
    def cancel_unpaid(self, order: Order, is_called_off: bool) -> bool | None:
        """Whoever has paid meanwhile keeps the order; what staff call off stays so."""
        self.shut_out(order)
        if order.paid == "paid":
            with pytest.raises(NotCancellable):
                lifecycle.cancel(order=self.order(order))
            self.deliver()
            return False
        lifecycle.cancel(order=self.order(order), reason="A false address" if is_called_off else "shopper")
        self.deliver()
        self.model.cancel(order)
        order.is_called_off = is_called_off
        return None

    def shut_out(self, order: Order) -> None:
        for payment in order.live:
            self.model.shut(order, payment)

    @verb(lambda self: self.paid(has_left=False))
    def cancel_paid(self, order: Order) -> None:
        lifecycle.cancel(order=self.order(order), refund=True, actor=self.staff[0])
        self.deliver()
        self.model.cancel(order)

    @verb(lambda self: self.paid(has_left=True))
    def cancel_what_has_left(self, order: Order) -> bool:
        with pytest.raises(NotCancellable):
            lifecycle.cancel(order=self.order(order), refund=True, actor=self.staff[0])
        return False

    @verb(due)
    def expire(self, order: Order) -> bool | None:
        real.Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(seconds=5))
        self.shut_out(order)
        lifecycle.expire(order=self.order(order))
        self.deliver()
        if order.paid == "paid":
            return False
        self.model.close(order, "expired")
        return None
