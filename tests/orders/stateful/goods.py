"""The model's goods: what lies in which house, what is promised, packed, sent and handed over."""

from collections.abc import Mapping
from fractions import Fraction

from tests.orders.stateful.facts import Item, Line, Order, Parcel, Part
from tests.orders.stateful.money import Money

IN_HOUSE = ("open", "picking", "packed", "ready")
#: Of the goods a reduction of 7 %, of what is sent 12 yuan unless it comes to 100 or more.
PERCENT, DELIVERY, FREE_FROM = 7, 1200, 10000


def shares(whole: int, weights: list[int]) -> list[int]:
    """Parts in proportion that sum to the whole, by largest remainder, earlier ones first."""
    if not any(weights):
        weights = [1] * len(weights)
    exact = [Fraction(whole * weight, sum(weights)) for weight in weights]
    parts = [int(one) for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_rest[: whole - sum(parts)]:
        parts[i] += 1
    return parts


class Goods(Money):
    def __init__(self) -> None:
        super().__init__()
        #: On hand and reserved.
        self.stock: dict[Item, list[int]] = {}

    def fall_with_order(self, order: Order) -> None:
        raise NotImplementedError

    def replacement_moved(self, order: Order) -> None:
        raise NotImplementedError

    def ask_back_unclaimed(self, order: Order, part: Part) -> None:
        raise NotImplementedError

    def available(self, item: Item) -> int:
        on_hand, reserved = self.stock[item]
        return on_hand - reserved

    def place(self, order: Order) -> None:
        """Priced and held; `total` says what it comes to."""
        goods = [line.quantity * line.unit for line in order.lines]
        less = (sum(goods) * PERCENT + 50) // 100
        for line, amount, part in zip(order.lines, goods, shares(less, goods), strict=True):
            line.net = amount - part
        sent = [line for line in order.lines if order.part(line.part).way == "ship"]
        price = DELIVERY if sent and sum(line.net for line in sent) < FREE_FROM else 0
        if sent:
            for line, part in zip(sent, shares(price, [line.net for line in sent]), strict=True):
                line.delivery = part
        order.total = sum(line.net + line.delivery for line in order.lines)
        for line in order.lines:
            self.stock[line.item][1] += line.quantity
        self.orders[order.pk] = order

    def sell(self, order: Order) -> bool:
        """From what is held for it, or what is free; all or nothing."""
        wanted: dict[Item, int] = {}
        for line in order.lines:
            if line.hold == "free":
                wanted[line.item] = wanted.get(line.item, 0) + line.quantity
        if any(self.available(item) < count for item, count in wanted.items()):
            return False
        for line in order.lines:
            self.stock[line.item][0] -= line.quantity
            self.stock[line.item][1] -= line.quantity if line.hold == "held" else 0
            line.hold = "sold"
        return True

    def free_holds(self, order: Order) -> None:
        for line in order.lines:
            if line.hold == "held":
                self.stock[line.item][1] -= line.quantity
                line.hold = "free"

    def close(self, order: Order, state: str) -> None:
        order.state = state
        for part in order.parts:
            if part.state in ("waiting", *IN_HOUSE, "no_show"):
                self.cancel_part(order, part)
        self.free_holds(order)
        self.let_go(order)

    def cancel_part(self, order: Order, part: Part) -> None:
        """Nobody sends it, and what was packed is unpacked."""
        part.state = "cancelled"
        for box in order.parcels:
            if box.part == part.pk and box.state == "packed":
                box.state = "voided"

    def open_parts(self, order: Order) -> None:
        for part in order.parts:
            if part.state in ("waiting", "cancelled"):
                part.state = "open"

    def cancel(self, order: Order) -> None:
        """Whoever may still pay is shut out first; what came meanwhile keeps the order."""
        self.close(order, "cancelled")
        if order.paid == "paid":
            self.give_back(order, self.refundable(order), f"cancellation:{order.pk}")
        for line in order.lines:
            if line.hold == "sold":
                self.stock[line.item][0] += line.quantity - line.withdrawn
        self.fall_with_order(order)
        self.replacement_moved(order)

    def complete(self, order: Order) -> None:
        order.state = "completed"
        self.note(order)

    # Leaving the house

    def pack(self, order: Order, part: Part, parcel: Parcel) -> None:
        order.parcels.append(parcel)
        if part.state != "ready" and not order.to_pack(part):
            part.state = "ready"

    def void(self, order: Order, parcel: Parcel) -> None:
        parcel.state = "voided"
        part = order.part(parcel.part)
        if part.state == "ready" and order.to_pack(part):
            part.state = "open"

    def may_ship(self, order: Order, parcel: Parcel) -> bool:
        """Nothing in it was asked back meanwhile."""
        lines = {line.pk: line for line in order.lines}
        return all(count <= lines[pk].to_send for pk, count in parcel.pieces.items())

    def ship(self, order: Order, parcel: Parcel) -> None:
        for line in order.lines:
            line.sent += parcel.pieces.get(line.pk, 0)
        parcel.state = "shipped"
        self.settle(order, order.part(parcel.part))

    def arrive_there(self, order: Order, parcel: Parcel) -> None:
        parcel.state = "delivered"
        self.settle(order, order.part(parcel.part))

    def lose(self, order: Order, parcel: Parcel) -> None:
        parcel.state = "lost"
        self.settle(order, order.part(parcel.part))

    def hand_over(self, order: Order, part: Part) -> None:
        for line in order.of(part):
            line.sent = line.quantity - line.withdrawn
        part.state = "done"
        self.replacement_moved(order)

    def no_show(self, order: Order, part: Part) -> None:
        part.state, part.is_unclaimed = "no_show", False
        self.ask_back_unclaimed(order, part)

    def settle(self, order: Order, part: Part) -> None:
        """Over where nothing of it is left to do, and open again where something is."""
        lines = order.of(part)
        if part.state == "waiting":
            return
        if any(line.to_send for line in lines):
            if (
                order.paid == "paid"
                and order.state == "open"
                and part.state in ("cancelled", "shipped", "done")
            ):
                part.state = "open"
        elif not any(line.sent for line in lines):
            self.cancel_part(order, part)
        elif part.way == "pickup":
            part.state = "done"
        else:
            part.state = "shipped" if self._under_way(order, part) else "done"
        self.replacement_moved(order)

    def _under_way(self, order: Order, part: Part) -> bool:
        if part.state == "done":
            return False
        boxes = [box for box in order.parcels if box.part == part.pk]
        if any(box.state == "shipped" for box in boxes):
            return True
        claimed = {line.pk: line.claimed for line in order.lines}
        return any(claimed[pk] < n for box in boxes if box.state == "lost" for pk, n in box.pieces.items())

    def settle_rest(self, order: Order) -> None:
        for part in order.parts:
            self.settle(order, part)
        self.close_emptied(order)

    def close_emptied(self, order: Order) -> None:
        """All of it was asked back before it left: nothing is left to wait for."""
        if order.state == "open" and order.paid == "paid" and all(_gone(line) for line in order.lines):
            self.close(order, "cancelled")
            self.note(order)

    def totals(self) -> Mapping[Item, tuple[int, int]]:
        return {item: (on_hand, reserved) for item, (on_hand, reserved) in self.stock.items()}


def _gone(line: Line) -> bool:
    return line.withdrawn == line.quantity
