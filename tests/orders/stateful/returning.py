"""The model's returns: what a piece is worth, who has to agree, and what follows."""

from collections.abc import Callable

from tests.orders.stateful.facts import Item, Order, Part, Return, Wanted
from tests.orders.stateful.goods import Goods

#: Up to here nobody has to agree; above, two have to.
AUTOMATIC, SECOND = 4000, 9000


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def part_of(whole: int, of: int, wanted: int, *, claimed: int, given: int, most_each: int) -> int:
    """Pieces bring the whole up to the last of them, less what was given for those before.

    None brings more than `most_each`, and what is left over can always be had with the rest.
    """
    left, rest = whole - given, of - claimed - wanted
    fair = half_up(whole * (claimed + wanted), of) - given
    return max(0, left - rest * most_each, min(fair, left, wanted * most_each))


class Model(Goods):
    """The whole of it. `replacing` makes a replacement's order out of what the shop says where it lies."""

    def __init__(self) -> None:
        super().__init__()
        self.returns: dict[int, Return] = {}
        self.of_return: dict[int, Order] = {}
        self.replacing: Callable[[Return], Order] = lambda row: Order(0, None, 0, [], [])
        self.unclaimed: Callable[[Order, Part], int] = lambda order, part: 0
        #: Held for an exchange: the pieces and where, by return and line.
        self.promised: dict[tuple[int, int], tuple[Item, int]] = {}

    def recount(self, order: Order) -> None:
        for line in order.lines:
            mine = [w for row in order.returns if row.stands for w in row.lines if w.line is line]
            before = [w for row in order.returns if row.stands and row.is_before for w in row.lines]
            line.claimed = sum(wanted.pieces for wanted in mine)
            line.withdrawn = sum(wanted.quantity for wanted in before if wanted.line is line)
            line.returned = sum(wanted.received or 0 for wanted in mine if wanted.fate)

    def price(self, order: Order, row: Return, wanted: Wanted, count: int) -> None:
        """What so many pieces come to, after what others have claimed of the line."""
        line = wanted.line
        others = [
            (r, w) for r in order.returns if r.stands and r is not row for w in r.lines if w.line is line
        ]
        claimed = sum(w.pieces for _r, w in others)
        given = sum(w.goods for _r, w in others)
        wanted.goods = part_of(
            line.net, line.quantity, count, claimed=claimed, given=given, most_each=line.unit
        )
        others = [(r, w) for r, w in others if r.with_delivery]
        claimed = sum(w.pieces for _r, w in others)
        given = sum(w.delivery for _r, w in others)
        told = {"claimed": claimed, "given": given, "most_each": line.delivery}
        share = part_of(line.delivery, line.quantity, count, **told)
        wanted.delivery = share if row.with_delivery else 0

    def quote(self, order: Order, row: Return) -> int:
        for wanted in row.lines:
            self.price(order, row, wanted, wanted.quantity)
        return sum(wanted.amount for wanted in row.lines)

    def ask(self, order: Order, row: Return, houses: dict[int, Item], *, is_staff: bool = False) -> None:
        """Counted; small ones are agreed at once. `houses` says where an exchange would be held."""
        row.amount = self.quote(order, row)
        order.returns.append(row)
        self.returns[row.pk], self.of_return[row.pk] = row, order
        self.recount(order)
        is_seen = row.is_before or row.back != "none"
        if row.amount <= AUTOMATIC and is_seen and not is_staff and self.refundable(order) >= row.amount:
            self.agree(row, None, houses=houses)

    def agree(
        self, row: Return, by: int | None, fen: int | None = None, houses: dict[int, Item] | None = None
    ) -> None:
        row.agreed, row.agreed_by = row.amount if fen is None else fen, by
        if row.kind == "exchange":
            for wanted in row.lines:
                item = (houses or {})[wanted.line.pk]
                self.stock[item][1] += wanted.quantity
                self.promised[row.pk, wanted.line.pk] = (item, wanted.quantity)
        if by is not None and row.agreed + self._alone(row) > SECOND:
            row.state = "second"
        else:
            self.go_on(row)

    def _alone(self, row: Return) -> int:
        """What one person agreed to of the order's other returns."""
        others = [one for one in self.of_return[row.pk].returns if one.stands and one is not row]
        alone = [one for one in others if one.agreed_by is not None and not one.is_seconded]
        return sum(one.agreed or 0 for one in alone)

    def go_on(self, row: Return) -> None:
        if row.back != "none":
            row.state = "awaited"
        else:
            self.conclude(row)

    def fall(self, row: Return, state: str) -> None:
        order = self.of_return[row.pk]
        row.state = state
        for wanted in row.lines:
            wanted.fate = ""
            if promise := self.promised.pop((row.pk, wanted.line.pk), None):
                self.stock[promise[0]][1] -= promise[1]
            if row.is_before and order.state == "cancelled":
                self.stock[wanted.line.item][0] += wanted.quantity
        self.recount(order)
        if row.is_before and order.state != "cancelled":
            self.settle_rest(order)

    def fall_with_order(self, order: Order) -> None:
        for row in order.returns:
            if row.state in ("asked", "second"):
                self.fall(row, "withdrawn")

    def receive(self, row: Return, came: dict[int, tuple[int, str]], house: int) -> None:
        order = self.of_return[row.pk]
        row.state = "received"
        for wanted in sorted(row.lines, key=lambda one: (one.line.item[0], one.line.pk)):
            wanted.received, fate = came.get(wanted.line.pk, (0, ""))
            wanted.fate = fate if wanted.received else ""
            wanted.goods = wanted.delivery = 0
            if wanted.received:
                self.price(order, row, wanted, wanted.received)
        self.recount(order)
        self._recompute(row)
        if any(wanted.received and not wanted.fate for wanted in row.lines):
            return
        self.conclude(row)
        for wanted in row.lines:
            if wanted.received and wanted.fate == "shelf":
                self.stock[wanted.line.item[0], house][0] += wanted.received

    def _recompute(self, row: Return) -> None:
        amount = sum(wanted.amount for wanted in row.lines)
        if amount != row.amount:
            fair = half_up((row.agreed or 0) * amount, row.amount) if row.amount else 0
            row.amount, row.agreed = amount, min(fair, amount)

    def conclude(self, row: Return) -> None:
        order = self.of_return[row.pk]
        if row.kind == "exchange":
            self._replace(order, row)
            row.state = "replacing"
        else:
            row.state = "refunding"
            if row.agreed:
                self.give_back(order, row.agreed, f"return:{row.pk}")
        if not any(one.is_before and one.state in ("asked", "second") for one in order.returns):
            self.settle_rest(order)
        if row.is_before:
            for wanted in row.lines:
                self.stock[wanted.line.item][0] += wanted.quantity
        self.money_is_back(f"return:{row.pk}")

    def _replace(self, order: Order, row: Return) -> None:
        for wanted in row.lines:
            item, count = self.promised.pop((row.pk, wanted.line.pk))
            self.stock[item][1] -= count
        made = self.replacing(row)
        made.total = row.amount
        for line, wanted in zip(made.lines, [w for w in row.lines if w.pieces], strict=True):
            line.net = wanted.amount
            self.stock[line.item][1] += line.quantity
        self.orders[made.pk] = made
        row.replacement = made.pk
        if made.total:
            self.carry(order, made)
        self.pay_nothing(made)

    def money_is_back(self, reference: str) -> None:
        row = self.returns.get(int(reference.partition(":")[2])) if reference.startswith("return:") else None
        if row is None or row.state != "refunding":
            return
        tenders = self.of_return[row.pk].tenders
        backs = [back for tender in tenders for back in tender.backs if back.reference == reference]
        if all(back.is_there for back in backs):
            row.state = "done"

    def replacement_moved(self, order: Order) -> None:
        """The exchange is done once nothing of its replacement is still to come."""
        if all(part.state in ("done", "cancelled") for part in order.parts):
            for row in self.returns.values():
                if row.replacement == order.pk and row.state == "replacing":
                    row.state = "done"

    def ask_back_unclaimed(self, order: Order, part: Part) -> None:
        lines = [line for line in order.of(part) if line.to_send]
        wanted = [Wanted(line, line.to_send) for line in lines]
        row = Return(self.unclaimed(order, part), "refund", "not_collected", "none", True, wanted)
        self.ask(order, row, {})
