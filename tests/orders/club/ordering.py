"""Rules of orders: what they take from the purse and the coupons, what they earn, and what comes back."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models.functions import Now
from hypothesis import strategies as st

from members.lots.models import PointsLot
from minishop import events
from orders.benefits.models import OrderCoupon
from orders.lifecycle import services as lifecycle
from orders.orders import models as real
from orders.tenders import services as tenders
from payments.attempts import services as attempts
from payments.gateways.base import Status
from payments.inbox import services as inbox
from tests import factories
from tests.orders.club import pricing
from tests.orders.club.facts import Held, Line, Order
from tests.orders.club.shop import TIERS, Club, verb
from tests.orders.stateful import bank

COUNT = st.integers(1, 4)
MOST_DUE = 6
Asking = tuple[Order, Line]


class Ordering(Club):
    # What may be picked

    def wishes(self) -> list[int]:
        return self.everybody() if len(self.orders()) < MOST_DUE else []

    def usable(self, member: int) -> list[Held]:
        mine = [one for one in self.world.coupons.values() if one.member == member and one.state == "ready"]
        return [one for one in mine if not one.has_ended]

    def points_may_pay(self) -> list[Order]:
        found = [one for one in self.orders() if not one.by_points]
        return [one for one in found if min(one.total // 2, self.purse(one.member).can_spend) >= 100]

    def in_the_house(self) -> list[Order]:
        return [one for one in self.orders(paid="paid") if not any(line.sent for line in one.lines)]

    def order(self, order: Order) -> real.Order:
        return real.Order.objects.get(pk=order.pk)

    # Placing

    @verb(wishes, first=COUNT, second=st.integers(0, 2))
    def place(self, member: int, first: int, second: int) -> None:
        """Member prices, then the best coupons there are; the model tried all of them."""
        wanted = zip(self.variants, (first, second), strict=True)
        bag = factories.cart(*[(one, n, self.house) for one, n in wanted if n], user=self.person(member))
        placed = factories.place(bag, user=self.person(member), phone="")
        events.sweep()
        lines = [Line(row.pk, row.quantity, int(row.unit_price * 100)) for row in placed.lines.order_by("pk")]
        self.at_members_price(member, lines)
        best = pricing.most(self.usable(member), lines)
        used = OrderCoupon.objects.filter(order=placed).values_list("issued", flat=True)
        chosen = [self.world.coupons[pk] for pk in used]
        assert pricing.fits(chosen), "coupons that do not go together"
        taken = pricing.take_off(chosen, lines)
        assert sum(off for _coupon, off in taken) == best, "not the best coupons"
        made = Order(placed.pk, member, lines, taken)
        assert placed.total * 100 == made.total
        for coupon in chosen:
            coupon.state, coupon.order = "reserved", made.pk
        self.world.orders[made.pk] = made

    def at_members_price(self, member: int, lines: list[Line]) -> None:
        percent = TIERS[self.world.tiers[member]][2]
        for line in lines:
            each = (line.unit * (100 - percent) + 50) // 100
            line.off["member"] = line.quantity * (line.unit - each)

    # Paying

    @verb(points_may_pay, percent=st.integers(1, 100))
    def pay_a_part_with_points(self, order: Order, percent: int) -> None:
        """A point is worth a fen here; they pay half an order at most, and no less than a hundred do."""
        purse = self.purse(order.member)
        fen = max(100, min(order.total // 2, purse.can_spend) * percent // 100)
        tender = tenders.hold(order=self.order(order), code="points", amount=Decimal(fen) / 100)
        order.spend = purse.hold(tender.holding, fen, amount=fen)

    @verb(lambda self: self.orders())
    def pay(self, order: Order) -> None:
        """The bank has the rest, and the order earns by the tier of now what money paid."""
        row = self.order(order)
        if due := tenders.due(row).amount:
            told = {"reference": row.reference, "expires_at": row.expires_at}
            paid = attempts.start(money=tenders.due(row), gateway=bank.FIRST, **told)
            bank.books.charges[paid.number] = (Status.PAID, int(due * 100))
            inbox.receive(bank.FIRST, {"number": paid.number, "currency": "CNY"}, b"")
        else:
            lifecycle.pay_nothing(order=row)
        order.paid = "paid"
        if order.spend and order.spend.state == "held":
            self.purse(order.member).commit(order.spend)
        for coupon, _off in order.coupons:
            coupon.state = "used"
        events.sweep()
        self.earn_by(order)

    def earn_by(self, order: Order) -> None:
        shares = pricing.allocate(order.by_points, [line.net for line in order.lines])
        for line, share in zip(order.lines, shares, strict=True):
            line.base = max(0, line.net - share)
        order.rate = TIERS[self.world.tiers[order.member]][1]
        order.counted = sum(line.base for line in order.lines)
        order.earned = self.kept(order)
        if order.earned:
            row = PointsLot.objects.get(kind="order", source=order.reference)
            assert row.earned == order.earned
            order.lot = self.lot(row, is_settled=False)
            self.purse(order.member).earn(order.lot)

    def kept(self, order: Order) -> int:
        """Points of what did not come back: of all lines together, rounded down."""
        bases = sum(line.base - self.gone(line) for line in order.lines)
        return bases * order.rate // 10_000

    def gone(self, line: Line) -> int:
        """The part of its base that went back, half a fen up."""
        if line.given >= line.net:
            return line.base
        return int(Fraction(line.base * line.given, line.net) + Fraction(1, 2))

    # Over before it left

    @verb(lambda self: self.orders())
    def give_up(self, order: Order) -> None:
        lifecycle.cancel(order=self.order(order))
        self.end_unpaid(order, "cancelled")

    @verb(lambda self: self.orders())
    def run_out(self, order: Order) -> None:
        real.Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(seconds=5))
        lifecycle.expire(order=self.order(order))
        self.end_unpaid(order, "expired")

    def end_unpaid(self, order: Order, state: str) -> None:
        events.sweep()
        order.state = state
        if order.spend and order.spend.state == "held":
            self.purse(order.member).release(order.spend)
        self.let_go(order)

    def let_go(self, order: Order) -> None:
        """Its coupons are their member's again, or over."""
        for coupon, _off in order.coupons:
            coupon.state, coupon.order = "expired" if coupon.has_ended else "ready", None
