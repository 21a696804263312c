"""The model's money: credit, attempts, what settles an order, and what goes back by which means."""

from tests.orders.stateful.facts import Back, Order, Payment, Refund, Tender

GATEWAY, CREDIT = "gateway", "store-credit"


class Money:
    orders: dict[int, Order]

    def __init__(self) -> None:
        self.orders = {}
        self.free: dict[int, int] = {}
        self.held: dict[int, int] = {}
        self.refunds: list[Refund] = []
        self.mood = "well"

    # What the goods' side does

    def sell(self, order: Order) -> bool:
        raise NotImplementedError

    def close(self, order: Order, state: str) -> None:
        raise NotImplementedError

    def open_parts(self, order: Order) -> None:
        raise NotImplementedError

    def money_is_back(self, reference: str) -> None:
        raise NotImplementedError

    # Credit

    def grant(self, member: int, fen: int) -> None:
        self.free[member] += fen

    def hold(self, order: Order) -> None:
        assert order.member is not None
        amount = min(self.free[order.member], order.due)
        tender = next((one for one in order.tenders if one.kind == CREDIT), None)
        if tender is None:
            tender = Tender(CREDIT, amount, "held")
            order.tenders.append(tender)
        self._take(order, tender, amount)

    def _take(self, order: Order, tender: Tender, amount: int) -> None:
        assert order.member is not None
        tender.amount, tender.state = amount, "held"
        self.free[order.member] -= amount
        self.held[order.member] += amount

    def let_go(self, order: Order) -> None:
        for tender in order.held:
            assert order.member is not None
            tender.state = "released"
            self.free[order.member] += tender.amount
            self.held[order.member] -= tender.amount

    def commit(self, order: Order) -> None:
        for tender in order.held:
            assert order.member is not None
            tender.state = "committed"
            self.held[order.member] -= tender.amount

    def pay_nothing(self, order: Order) -> None:
        if order.is_due and order.due == 0:
            assert self.sell(order)
            self.commit(order)
            self.become_paid(order)

    def become_paid(self, order: Order) -> None:
        order.paid = "paid"
        self.open_parts(order)

    # Attempts

    def start(self, order: Order, payment: Payment) -> None:
        payment.state = "pending" if self.mood == "well" else "unknown"
        order.payments.append(payment)
        for other in order.live:
            if other is not payment:
                self.shut(order, other)

    def shut(self, order: Order, payment: Payment) -> None:
        """The shop closes it at the bank, and learns what was paid."""
        if payment.is_paid_there:
            self.arrive(order, payment, payment.amount)
        else:
            payment.state = "closed"

    def decline(self, order: Order, payment: Payment) -> None:
        payment.state = "failed"
        if order.paid == "due" and not order.live:
            self.let_go(order)

    def arrive(self, order: Order, payment: Payment, fen: int) -> None:
        """The money is here: it pays the order, brings it back to life, or goes back."""
        payment.captured = fen
        payment.state = "captured" if fen == payment.amount else "mismatched"
        payment.outcome = self._settle(order, payment)
        if payment.outcome == "refunded":
            self.refund(payment, fen, f"settlement:{payment.pk}")
        if payment.state == "captured":
            for other in order.live:
                self.shut(order, other)

    def _settle(self, order: Order, payment: Payment) -> str:
        dead = order.state == "expired" or (order.state == "cancelled" and not order.is_called_off)
        wanted = "paid" if order.state == "open" else "reinstated" if dead else ""
        owed = order.due + sum(one.amount for one in order.held)
        fits = payment.state == "captured" and payment.amount <= owed
        if order.paid != "due" or not wanted or not fits:
            return "refunded"
        rest = owed - payment.amount
        if not self._may_hold(order, rest):
            return "refunded"
        if not self.sell(order):
            if order.state == "open":
                self.close(order, "expired")
            return "refunded"
        self._hold_exactly(order, rest)
        order.tenders.append(Tender(GATEWAY, payment.amount, payment=payment))
        self.commit(order)
        order.state, order.is_called_off = "open", False
        self.become_paid(order)
        return wanted

    def _own(self, order: Order) -> Tender | None:
        kinds = (one for one in order.tenders if one.kind == CREDIT and one.source is None)
        return next(kinds, None)

    def _may_hold(self, order: Order, rest: int) -> bool:
        own = self._own(order)
        if rest == 0 or (own and own.state == "held" and own.amount == rest):
            return True
        if own is None or order.member is None or own.amount < rest:
            return False
        held = own.amount if own.state == "held" else 0
        return self.free[order.member] + held >= rest

    def _hold_exactly(self, order: Order, rest: int) -> None:
        if sum(one.amount for one in order.held) == rest:
            return
        self.let_go(order)
        own = self._own(order)
        if rest and own:
            self._take(order, own, rest)

    # Going back

    def refund(self, payment: Payment, fen: int, reference: str) -> Refund:
        made = Refund(payment, reference, fen)
        self.refunds.append(made)
        self.send(made)
        return made

    def send(self, refund: Refund) -> None:
        """The bank is told; only where it answers the shop knows."""
        refund.state = "requested"
        if self.mood != "never" and refund.there != "accepted":
            refund.there, refund.begun = "accepted", refund.begun + 1
        if self.mood == "well":
            refund.state = "accepted"

    def ask_refund(self, refund: Refund) -> None:
        if refund.there:
            refund.state = refund.there
        else:
            self.send(refund)

    def refund_fails(self, refund: Refund) -> None:
        refund.state = refund.there = "failed"

    def refund_done(self, refund: Refund) -> None:
        refund.state = "done"
        for order in self.orders.values():
            if any(back.refund is refund for tender in order.tenders for back in tender.backs):
                self.note(order)
        self.money_is_back(refund.reference)

    def shares(self, order: Order, fen: int) -> list[tuple[Tender, int]]:
        """Outer money first."""
        found = []
        for tender in sorted(order.tenders, key=lambda one: one.kind != GATEWAY):
            if part := min(tender.left, fen):
                found.append((tender, part))
                fen -= part
        assert fen == 0
        return found

    def refundable(self, order: Order) -> int:
        return sum(one.left for one in order.tenders)

    def give_back(self, order: Order, fen: int, reference: str) -> None:
        for tender, part in self.shares(order, fen):
            back = Back(reference, part)
            tender.backs.append(back)
            if tender.root.payment:
                back.refund = self.refund(tender.root.payment, part, reference)
            else:
                assert order.member is not None
                self.free[order.member] += part
        self.note(order)

    def as_credit(self, order: Order, back: Back) -> None:
        assert order.member is not None
        assert back.refund is not None
        back.refund.state, back.is_credit = "replaced", True
        self.free[order.member] += back.amount
        self.note(order)

    def carry(self, source: Order, to: Order) -> None:
        for tender, part in self.shares(source, to.total):
            to.tenders.append(Tender(tender.kind, part, source=tender))
            tender.carried += part

    def note(self, order: Order) -> None:
        """What is all back reads so."""
        paid = [one for one in order.tenders if one.state in ("committed", "refunded")]
        for one in paid:
            if (
                one.state == "committed"
                and one.left == 0
                and one.backs
                and all(b.is_there for b in one.backs)
            ):
                one.state = "refunded"
        if order.paid == "paid" and order.state != "open" and all(one.state == "refunded" for one in paid):
            order.paid = "refunded"
