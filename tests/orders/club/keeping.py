"""Rules of paid orders: called off, asked back piece by piece, handed over, and kept."""

from datetime import timedelta
from fractions import Fraction

from django.db.models.functions import Now

from minishop import events
from orders.earning import services as earning
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders import models as real
from orders.returns import services as returns
from orders.returns.rules import Piece
from payments.gateways.base import RefundSnapshot, RefundStatus
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests.orders.club.facts import Line, Order
from tests.orders.club.ordering import COUNT, MOST_DUE, Ordering
from tests.orders.club.shop import supply, verb

Asking = tuple[Order, Line]


class Keeping(Ordering):
    # What may be picked

    def askable(self, *, is_sent: bool) -> list[Asking]:
        """Pieces that may be asked back; one of an order that has not left stays, so that it goes on."""
        alive = self.orders(paid="paid") + self.orders("completed", "paid")
        found = [(one, line) for one in alive for line in one.lines if line.back < line.quantity]
        if is_sent:
            return [(one, line) for one, line in found if line.sent]
        left = {id(one): sum(line.quantity - line.back for line in one.lines) for one in alive}
        return [(one, line) for one, line in found if not line.sent and left[id(one)] > 1]

    def to_settle(self) -> list[Order]:
        return [one for one in self.orders("completed", "paid") if not one.is_settled]

    @verb(Ordering.in_the_house)
    def call_off(self, order: Order) -> None:
        """All that has not gone back does, and all it earned is taken back."""
        lifecycle.cancel(order=self.order(order), refund=True, actor=self.staff)
        order.state = "cancelled"
        self.let_go(order)
        self.money_back(order, order.total - sum(line.given for line in order.lines))
        for line in order.lines:
            line.given = line.net
        self.after_money_back(order)

    # Coming back

    @verb(lambda self: self.askable(is_sent=False), count=COUNT)
    def ask_back_before_it_leaves(self, asking: Asking, count: int) -> None:
        order, line = asking
        rest = sum(one.quantity - one.back for one in order.lines) - 1
        self.ask(order, line, min(count, rest), reason="changed_mind", source="shopper")

    @verb(lambda self: self.askable(is_sent=True), count=COUNT)
    def find_a_fault(self, asking: Asking, count: int) -> None:
        order, line = asking
        asked = self.ask(order, line, count, reason="faulty", source="staff", is_agreed=False)
        returns.agree(request=asked[0], actor=self.staff)
        self.give_for(order, line, asked[1])

    def ask(
        self, order: Order, line: Line, count: int, *, reason: str, source: str, is_agreed: bool = True
    ) -> tuple[returns.Return, int]:
        count = min(count, line.quantity - line.back)
        row = real.OrderLine.objects.select_related("order", "fulfilment__store").get(pk=line.pk)
        told = {"reason": reason, "source": source, "actor": self.staff if source == "staff" else None}
        wanted = {"pieces": [Piece(row, count, None)], "kind": "refund", "key": self.key("ask")}
        made = returns.ask(order=self.order(order), **wanted, **told)
        line.back += count
        whole = Fraction(line.net * line.back, line.quantity) + Fraction(1, 2)
        share = int(whole) - line.given
        if is_agreed:
            self.give_for(order, line, share)
        return made, share

    def give_for(self, order: Order, line: Line, fen: int) -> None:
        line.given += fen
        self.money_back(order, fen)
        self.after_money_back(order)

    def money_back(self, order: Order, fen: int) -> None:
        """The bank's money goes back first; what points paid comes after."""
        by_bank = min(fen, order.total - order.by_points - order.bank_back)
        order.bank_back += by_bank
        if fen > by_bank and order.spend:
            self.purse(order.member).give_back_money(order.spend, fen - by_bank, self.grace())

    def after_money_back(self, order: Order) -> None:
        events.sweep()
        kept = self.kept(order)
        if order.lot and kept < order.earned:
            self.purse(order.member).reverse(order.lot, order.earned - kept)
        order.earned = kept
        left = sum(line.base - self.gone(line) for line in order.lines)
        if order.is_settled:
            self.world.facts[order.member][order.reference] = left
            self.weigh(order.member)

    # Kept

    @verb(Ordering.in_the_house)
    def hand_over(self, order: Order) -> None:
        part = Fulfilment.objects.get(order=order.pk)
        fulfilment.hand_over(fulfilment=part)
        events.sweep()
        for line in order.lines:
            line.sent = line.quantity - line.back

    @verb(lambda self: [one for one in self.orders(paid="paid") if any(line.sent for line in one.lines)])
    def complete(self, order: Order) -> None:
        lifecycle.complete(order=self.order(order))
        events.sweep()
        order.state = "completed"

    @verb(to_settle)
    def keep_it(self, order: Order) -> None:
        """Its time to come back is over: its points can be spent, and it counts for the tier."""
        long_ago = Now() - timedelta(days=8)
        Fulfilment.objects.filter(order=order.pk).update(done_at=long_ago)
        self.bank_has_sent(order)
        end = self.usual_end()
        earning.settle(order=self.order(order))
        events.sweep()
        if order.lot:
            self.purse(order.member).settle(order.lot, end)
        order.is_settled = True
        left = sum(line.base - self.gone(line) for line in order.lines)
        self.world.facts[order.member][order.reference] = left
        self.weigh(order.member)

    def bank_has_sent(self, order: Order) -> None:
        """Whatever was to go back is there: until then its returns are open."""
        for row in Refund.objects.filter(payment__reference=order.reference).exclude(state="done"):
            refunds.record(row, RefundSnapshot(row.number, RefundStatus.DONE))
        events.sweep()

    # What brings those about

    def paid_for(self, member: int, first: int = 2) -> Order:
        self.take("place", member, first=first, second=1)
        order = list(self.world.orders.values())[-1]
        self.take("pay", order)
        return order

    @supply(lambda self: self.orders() if len(self.orders()) >= MOST_DUE else [], "place")
    def room_for_others(self, order: Order) -> None:
        self.take("give_up", order)

    @supply(Ordering.wishes, "pay", "give_up", "run_out")
    def one_to_pay(self, member: int) -> None:
        self.take("place", member, first=2, second=1)

    @supply(Ordering.wishes, "pay_a_part_with_points")
    def one_of_somebody_with_points(self, member: int) -> None:
        self.take("earn", member, n=400)
        self.take("place", member, first=3, second=0)

    @supply(Ordering.wishes, "call_off", "hand_over", "ask_back_before_it_leaves")
    def one_in_the_house(self, member: int) -> None:
        self.paid_for(member)

    @supply(Ordering.wishes, "complete", "find_a_fault")
    def one_in_their_hands(self, member: int) -> None:
        self.take("hand_over", self.paid_for(member, first=4))

    @supply(Ordering.wishes, "keep_it")
    def one_that_is_over(self, member: int) -> None:
        order = self.paid_for(member, first=4)
        self.take("hand_over", order)
        self.take("complete", order)
