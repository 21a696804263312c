"""The real side: a small shop of its own for each example, and the tools that every rule uses."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from minishop import events
from minishop.money import ZERO
from orders.fulfilment.models import Fulfilment
from orders.orders import models as real
from orders.pricing.values import Change, Draft
from orders.returns.models import Return as RealReturn
from orders.stores.models import Store
from payments.attempts.models import Payment as RealPayment
from payments.inbox import services as inbox
from payments.refunds.models import Refund as RealRefund
from tests import factories
from tests.orders.stateful import bank, reading
from tests.orders.stateful.facts import Item, Line, Order, Part, Payment, Refund, Return
from tests.orders.stateful.returning import Model
from tests.turns import Machine, Rules

MOST_ORDERS, PIECES, STOCK = 40, 3, 9
rules = Rules(refusals=frozenset({"cancel_what_has_left", "ship_what_was_asked_back"}))
verb, supply = rules.verb, rules.supply


def less(draft: Draft) -> Iterable[Change]:
    """A step of the price: seven per cent off the goods."""
    keys = tuple(piece.key for piece in draft.pieces)
    goods = sum((draft.left(key) for key in keys), ZERO)
    return [Change("week", "Opening week", goods * Decimal("-0.07"), keys)]


class Shop(Machine):
    book: ClassVar[Rules] = rules

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.model.replacing, self.model.unclaimed = self.replacement, self.no_show_return
        bank.books.__init__()  # type: ignore[misc]
        self.houses = {house.pk: house for house in map(self._house, ("East", "West"))}
        silk, bag = factories.product(), factories.product()
        on = dict.fromkeys(self.houses.values(), STOCK)
        told = [(silk, "17.35"), (silk, "17.35"), (bag, "58.90")]
        pieces = [factories.variant(product=product, price=price, stock=on) for product, price in told]
        self.variants = {piece.pk: piece for piece in pieces}
        #: What may be had instead of what.
        self.instead = {pieces[0].pk: pieces[1].pk, pieces[1].pk: pieces[0].pk, pieces[2].pk: pieces[2].pk}
        self.members = {person.pk: person for person in (factories.member(), factories.member())}
        self.staff = [factories.staff("admin"), factories.staff("admin")]
        self.model.stock = {(v, h): [STOCK, 0] for v in self.variants for h in self.houses}
        self.model.free = dict.fromkeys(self.members, 0)
        self.model.held = dict.fromkeys(self.members, 0)
        self.numbers = 0

    def _house(self, name: str) -> Store:
        """Houses are asked by their names, which are the same in every example."""
        return factories.store(name=name)

    # The shop's rows behind the model's numbers

    def order(self, order: Order) -> real.Order:
        return real.Order.objects.get(pk=order.pk)

    def payment(self, payment: Payment) -> RealPayment:
        return RealPayment.objects.get(pk=payment.pk)

    def refund(self, refund: Refund) -> RealRefund:
        return RealRefund.objects.get(payment=refund.payment.pk, reference=refund.reference)

    def part(self, part: Part) -> Fulfilment:
        return Fulfilment.objects.get(pk=part.pk)

    def request(self, row: Return) -> RealReturn:
        return RealReturn.objects.get(pk=row.pk)

    def key(self) -> str:
        self.numbers += 1
        return f"key-{self.numbers}"

    # What every rule does

    def deliver(self) -> None:
        """Whatever follows from what happened has run."""
        events.sweep()

    def as_it_was(self) -> set[int]:
        return set(self.model.orders)

    def both_agree(self, after: str, one: Any, before: set[int]) -> None:
        self.compare(after, self.around(one) | (self.as_it_was() - before))

    def compare(self, after: str, orders: Iterable[int]) -> None:
        """Every balance of these orders, the stock and the credit are as the model has them."""
        pks = set(orders)
        shop = reading.shop(pks, self.houses, self.members)
        found = reading.differences(shop, reading.model(self.model, pks))
        assert not found, "\n".join([f"after {after}:", *found])

    def around(self, one: Any) -> set[int]:
        """The orders this is about, with what replaces them and what they replace."""
        found = {order.pk for order in self.model.orders.values() if self._is_of(order, one)}
        while more := {pk for pair in self._replacing() if found & set(pair) for pk in pair} - found:
            found |= more
        return found

    def _is_of(self, order: Order, one: Any) -> bool:
        if isinstance(one, tuple):
            one = one[0]
        mine = (order, *order.returns, *order.payments)
        return any(one is row for row in mine) or any(
            one.payment is row for row in order.payments if isinstance(one, Refund)
        )

    def _replacing(self) -> list[tuple[int, int]]:
        rows = self.model.returns.values()
        return [(self.model.of_return[row.pk].pk, row.replacement) for row in rows if row.replacement]

    def teardown(self) -> None:
        """All balances agree, and no refund was begun at its bank more often than the shop meant it."""
        self.compare("everything", self.model.orders)
        begun = {(self.refund(one).number): one.begun for one in self.model.refunds}
        assert {number: n for number, n in begun.items() if n} == bank.books.begun

    def notify(self, gateway: str, number: str) -> None:
        """The bank tells the shop what it knows of that number."""
        inbox.receive(gateway, {"number": number, "currency": "CNY"}, b"")

    # Placing, and reading where things lie

    def place(self, lines: list[tuple[int, int, int | None]], member: int | None) -> Order:
        """An order for (variant, quantity, house or none to be sent), known to the model."""
        bag = factories.cart(*[self._wish(*line) for line in lines])
        person = self.members.get(member) if member else None
        placed = factories.place(bag, user=person, phone="")
        order = self.known(placed, member)
        self.deliver()
        self.model.place(order)
        return order

    def _wish(self, variant: int, quantity: int, house: int | None) -> tuple[Any, ...]:
        wish = (self.variants[variant], quantity)
        return (*wish, self.houses[house]) if house else wish

    def known(self, placed: real.Order, member: int | None) -> Order:
        """The order as the model may know it: its numbers, and which house was chosen for it."""
        parts = [Part(row.pk, row.way, row.store_id) for row in placed.fulfilments.order_by("pk")]
        houses = {part.pk: part.house for part in parts}
        lines = [
            Line(row.pk, row.fulfilment_id, (row.variant_id, houses[row.fulfilment_id]), row.quantity, fen)
            for row in placed.lines.order_by("pk")
            if (fen := int(row.unit_price * 100))
        ]
        return Order(placed.pk, member, 0, lines, parts)

    def replacement(self, row: Return) -> Order:
        request = self.request(row)
        assert request.replacement is not None, "the exchange has its order"
        made = self.known(request.replacement, self.model.of_return[row.pk].member)
        made.is_replacement = True
        return made

    def no_show_return(self, order: Order, part: Part) -> int:
        known = [row.pk for row in order.returns]
        made = RealReturn.objects.filter(order=order.pk, source="no_show").exclude(pk__in=known)
        return made.get().pk

    def room(self, item: Item, quantity: int) -> bool:
        return self.model.available(item) >= quantity
