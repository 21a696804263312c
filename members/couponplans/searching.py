"""The search for the best of coupons that may be used: branch and bound over those that go together.

In whole minor units. What one takes off never grows as its pieces cost less, so that the sum of what the
rest would take off now bounds what they can; a second bound takes all of the rest off one after the other
and allows for rounding. Of equal sums the fewest coupons win, then those that end first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from members.couponplans.values import Piece, Taken, Ticket
from minishop.money import parts, rounded, unit

#: Steps of the search after which the best found so far is good enough; real bags take a few dozen.
STEPS = 450
#: What rounding adds at most, by the kind of a coupon.
ROOM = {"amount": 0.0, "percent": 0.5, "gift": 1.0}
Left = list[int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A coupon as the search knows it: at which places of the bag it takes off how much."""

    ticket: Ticket
    kind: str
    at: tuple[int, ...]
    value: int
    cap: int | None
    #: Pieces in the line of a gift.
    pieces: int = 1


class Offs:
    """What coupons take off this bag; its last place is the delivery."""

    def __init__(self, pieces: Sequence[Piece], delivery: Decimal, currency: str) -> None:
        self.pieces, self.currency = pieces, currency
        self.unit = unit(currency)
        self.left: Left = [*(self._minor(piece.amount) for piece in pieces), self._minor(delivery)]

    def _minor(self, amount: Decimal) -> int:
        return int(rounded(amount, self.currency) / self.unit)

    def cut(self, ticket: Ticket) -> Cut:
        at = [
            place
            for place, piece in enumerate(self.pieces)
            if ticket.covers(piece) and not (ticket.full_price_only and piece.is_reduced)
        ]
        cap = None if ticket.cap is None else self._minor(ticket.cap)
        if ticket.kind == "delivery":
            return Cut(ticket, "amount", (len(self.pieces),), self.left[-1], None)
        if ticket.kind == "gift":
            return self._gift(ticket)
        if ticket.kind == "percent":
            return Cut(ticket, "percent", tuple(at), int(ticket.value * 10_000), cap)
        return Cut(ticket, "amount", tuple(at), self._minor(ticket.value), None)

    def _gift(self, ticket: Ticket) -> Cut:
        """One piece of the line in which the gift costs most."""
        lines = [place for place, piece in enumerate(self.pieces) if piece.variant_id == ticket.gift_id]
        place = max(lines, key=lambda each: self.left[each] / self.pieces[each].quantity, default=-1)
        pieces = self.pieces[place].quantity if lines else 1
        return Cut(ticket, "gift", tuple(lines and [place]), 0, None, pieces)

    def alone(self, ticket: Ticket) -> int:
        """What it takes off by itself."""
        cut = self.cut(ticket)
        return off(cut, [self.left[place] for place in cut.at])


def off(cut: Cut, left: Sequence[int], given: int = 0) -> int:
    """What the coupon takes off places that still cost so much; `given` gifts of its line are free by now."""
    there = sum(left)
    if cut.kind == "gift":
        return there // (cut.pieces - given) if given < cut.pieces else 0
    if cut.kind == "amount":
        return min(cut.value, there)
    share = (there * cut.value + 500_000) // 1_000_000
    return share if cut.cap is None else min(share, cut.cap)


@dataclass(slots=True)
class Way:
    """Coupons taken so far: which, what they took off, and what everything still costs."""

    left: Left
    total: int = 0
    taken: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)


def search(tickets: Sequence[Ticket], offs: Offs) -> list[Taken]:
    """The best of the tickets, which are given in the order they are taken off."""
    if not tickets:
        return []
    found = Search([offs.cut(ticket) for ticket in tickets], offs.left)
    best = found.run()
    return [
        Taken(
            found.cuts[each].ticket,
            amount * offs.unit,
            tuple(offs.pieces[place].key for place in found.cuts[each].at if place < len(offs.pieces)),
        )
        for each, amount in zip(best.taken, best.amounts, strict=True)
    ]


class Search:
    """Branch and bound; `best` is the best way found so far."""

    def __init__(self, cuts: Sequence[Cut], left: Left) -> None:
        self.cuts, self.start = cuts, left
        self.best = Way(left)
        self.steps = 0
        soonest = sorted(range(len(cuts)), key=self._end)
        self.rank = {each: place for place, each in enumerate(soonest)}
        self.is_lone = [not cut.ticket.goes_with(cut.ticket) for cut in cuts]
        self.friends = [
            {j for j, other in enumerate(cuts) if j != i and cut.ticket.goes_with(other.ticket)}
            for i, cut in enumerate(cuts)
        ]

    def _end(self, each: int) -> tuple[float, int, str]:
        ticket = self.cuts[each].ticket
        end = ticket.ends_at.timestamp() if ticket.ends_at else float("inf")
        return (end, ticket.issued_id or 0, ticket.key)

    def run(self) -> Way:
        everyone = list(range(len(self.cuts)))
        self._greedy(everyone)
        self._go(Way(self.start), everyone)
        return self.best

    def _greedy(self, everyone: list[int]) -> None:
        """A good way to begin with: the largest first, each as long as it goes with the others and helps."""
        alone = {each: self._off(Way(self.start), each) for each in everyone}
        chosen: list[int] = []
        for each in sorted(everyone, key=lambda e: (-alone[e], self.rank[e])):
            if all(each in self.friends[other] for other in chosen):
                way = self._along(sorted([*chosen, each]))
                if way.total > self.best.total:
                    chosen, self.best = way.taken, way

    def _along(self, chosen: Sequence[int]) -> Way:
        way = Way(self.start)
        for each in chosen:
            way = self._with(way, each)
        return way

    def _off(self, way: Way, each: int) -> int:
        cut = self.cuts[each]
        return off(cut, [way.left[place] for place in cut.at], self._given(way, cut))

    def _given(self, way: Way, cut: Cut) -> int:
        """How many of the gift's line are free by now."""
        if cut.kind != "gift":
            return 0
        return sum(self.cuts[one].kind == "gift" and self.cuts[one].at == cut.at for one in way.taken)

    def _with(self, way: Way, each: int) -> Way:
        """The way with one more coupon, its amount spread as pricing spreads it."""
        cut, amount = self.cuts[each], self._off(way, each)
        left = list(way.left)
        for place, part in zip(cut.at, parts(amount, [left[place] for place in cut.at]), strict=True):
            left[place] -= part
        return Way(left, way.total + amount, [*way.taken, each], [*way.amounts, amount])

    def _go(self, way: Way, rest: list[int]) -> None:
        """Every way that begins like this and may be better was looked at."""
        self.steps += 1
        if self._is_better(way):
            self.best = way
        now = {each: self._most(way, each) for each in rest}
        for n, each in enumerate(rest):
            if self.steps > STEPS or not self._may_win(way, rest[n:], now):
                return
            if not self._is_later_copy(way, each):
                friends = self.friends[each]
                self._go(self._with(way, each), [one for one in rest[n + 1 :] if one in friends])

    def _is_later_copy(self, way: Way, each: int) -> bool:
        """Another of the same coupon ends sooner and is not taken: this one is never better."""
        before = each - 1
        same = before >= 0 and self.cuts[before].ticket.coupon_id == self.cuts[each].ticket.coupon_id
        return same and before not in way.taken

    def _is_better(self, way: Way) -> bool:
        return self._figure(way) > self._figure(self.best)

    def _figure(self, way: Way) -> tuple[int, int, list[int]]:
        return (way.total, -len(way.taken), [-each for each in sorted(self.rank[one] for one in way.taken)])

    def _may_win(self, way: Way, rest: list[int], now: dict[int, int]) -> bool:
        """Whether more of the rest can make this way better than the best."""
        bound = way.total + min(self._sum(rest, now), sum(way.left))
        if bound >= self.best.total:
            bound = min(bound, way.total + self._all(way, rest))
        if bound == self.best.total:
            return self._may_tie(way, rest, now)
        return bound > self.best.total

    def _most(self, way: Way, each: int) -> int:
        """What it takes off now, or later, when the pieces cost no more."""
        return self._off(way, each) + (self.cuts[each].kind == "gift")

    def _sum(self, rest: list[int], now: dict[int, int]) -> int:
        """What the rest takes off at most: of each class one that goes with none of it, or all that do."""
        lone: dict[str, int] = {}
        social: dict[str, int] = {}
        for each in rest:
            stack = self.cuts[each].ticket.stack
            if self.is_lone[each]:
                lone[stack] = max(lone.get(stack, 0), now[each])
            else:
                social[stack] = social.get(stack, 0) + now[each]
        return sum(max(lone.get(stack, 0), social.get(stack, 0)) for stack in {*lone, *social})

    def _all(self, way: Way, rest: list[int]) -> int:
        """What all of the rest would take off one after the other, whether they go together or not.

        In fractions, and with room for what rounding may add: half a unit for a percentage, one for a
        gift, and for spreading over several lines a quarter of a unit for each.
        """
        left = [float(each) for each in way.left]
        room = 1.0
        for each in rest:
            cut = self.cuts[each]
            there = sum([left[place] for place in cut.at])
            if there > 0:
                kept = 1 - min(self._share(cut, there, way), 1.0)
                for place in cut.at:
                    left[place] *= kept
                room += ROOM[cut.kind] + (len(cut.at) / 4 if len(cut.at) > 1 else 0)
        return int(sum(way.left) - sum(left) + room)

    def _share(self, cut: Cut, there: float, way: Way) -> float:
        """The part of what its pieces cost that the coupon takes off."""
        if cut.kind == "amount":
            return cut.value / there
        if cut.kind == "gift":
            return 1 / max(cut.pieces - self._given(way, cut), 1)
        rate = cut.value / 1_000_000
        return rate if cut.cap is None else min(rate, cut.cap / there)

    def _may_tie(self, way: Way, rest: list[int], now: dict[int, int]) -> bool:
        """Whether it can come to as much with fewer coupons, or with some that end sooner."""
        need, count = self.best.total - way.total, 0
        for amount in sorted((now[each] for each in rest), reverse=True):
            if need <= 0:
                break
            need, count = need - amount, count + 1
        if need > 0 or len(way.taken) + count > len(self.best.taken):
            return False
        if len(way.taken) + count < len(self.best.taken):
            return True
        ranks = [self.rank[one] for one in way.taken] + sorted(self.rank[one] for one in rest)[:count]
        return sorted(ranks) < sorted(self.rank[one] for one in self.best.taken)
