"""The model's points: whole numbers in lots, kept by plain arithmetic; nothing here knows the shop's code."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Lot:
    """Points earned at once. `number` is their place in line among lots that end together."""

    number: int
    kind: str
    source: str
    earned: int
    remaining: int
    is_settled: bool
    end: datetime | None = None
    #: Its end has come.
    has_ended: bool = False
    ended_unused: int = 0
    reversed: int = 0
    #: Of what was taken back of it, so much had ended unused.
    forgiven: int = 0


@dataclass
class Part:
    lot: Lot
    points: int


@dataclass
class Spend:
    reference: str
    points: int
    #: The soonest to end first, as they were taken.
    parts: list[Part]
    state: str = "held"
    returned: int = 0
    #: In fen, where they paid like money.
    amount: int | None = None
    returned_amount: int = 0


@dataclass
class Purse:
    """What one member has, and owes."""

    lots: list[Lot] = field(default_factory=list)
    spends: dict[str, Spend] = field(default_factory=dict)
    owed: int = 0

    @property
    def free(self) -> int:
        return sum(lot.remaining for lot in self.lots if lot.is_settled)

    @property
    def pending(self) -> int:
        return sum(lot.remaining for lot in self.lots if not lot.is_settled)

    @property
    def held(self) -> int:
        return sum(one.points for one in self.spends.values() if one.state == "held")

    def usable(self) -> list[Lot]:
        """Free lots, the soonest to end first."""
        there = [lot for lot in self.lots if lot.is_settled and lot.remaining and not lot.has_ended]
        return sorted(there, key=lambda lot: (lot.end is None, lot.end, lot.number))

    @property
    def can_spend(self) -> int:
        return sum(lot.remaining for lot in self.usable())

    def end(self) -> None:
        """What has ended is gone: the first thing that happens whenever somebody touches the purse."""
        for lot in self.lots:
            if lot.is_settled and lot.has_ended:
                lot.ended_unused += lot.remaining
                lot.remaining = 0

    def earn(self, lot: Lot) -> None:
        self.end()
        self.lots.append(lot)
        if lot.is_settled:
            self._pay([Part(lot, lot.earned)])

    def settle(self, lot: Lot, end: datetime | None) -> None:
        self.end()
        lot.is_settled, lot.end = True, end
        self._pay([Part(lot, lot.remaining)])

    def reverse(self, lot: Lot, points: int) -> int:
        """So much of what the lot earned is taken back; answers how much it was."""
        self.end()
        points = min(points, lot.earned - lot.reversed)
        lot.reversed += points
        rest = points - self._draw([lot], points)
        ended = min(rest, lot.ended_unused - lot.forgiven)
        lot.forgiven += ended
        rest -= ended
        self.owed += rest - self._draw(self.usable(), rest)
        return points

    def lose(self, points: int) -> None:
        """Staff take so many; what is not there is owed."""
        self.end()
        self.owed += points - self._draw(self.usable(), points)

    def hold(self, reference: str, points: int, amount: int | None = None) -> Spend:
        self.end()
        parts, wanted = [], points
        for lot in self.usable():
            if part := min(lot.remaining, wanted):
                lot.remaining -= part
                parts.append(Part(lot, part))
                wanted -= part
        assert not wanted, "the model was asked for more than there is"
        made = self.spends[reference] = Spend(reference, points, parts, amount=amount)
        return made

    def release(self, spend: Spend) -> None:
        self.end()
        spend.state = "released"
        self._come_back(spend, spend.points)

    def commit(self, spend: Spend) -> None:
        self.end()
        spend.state = "spent"

    def give_back(self, spend: Spend, points: int, grace: datetime) -> None:
        """The last to end come back first; what has ended meanwhile goes on until `grace`."""
        self.end()
        spend.returned += points
        for part in self._come_back(spend, points):
            if part.lot.has_ended:
                part.lot.has_ended, part.lot.end = False, grace

    def give_back_money(self, spend: Spend, fen: int, grace: datetime) -> None:
        """What the money was in points, all told rounded down."""
        assert spend.amount, "they paid like money"
        spend.returned_amount += fen
        due = spend.points * spend.returned_amount // spend.amount - spend.returned
        if due:
            self.give_back(spend, due, grace)

    def _come_back(self, spend: Spend, points: int) -> list[Part]:
        """Points return to where they came from, less what pays what is owed: the last of them first."""
        back = []
        for part in reversed(spend.parts):
            if n := min(part.points, points):
                part.points -= n
                part.lot.remaining += n
                points -= n
                back.append(Part(part.lot, n))
        self._pay(back[::-1])
        return back

    def _pay(self, parts: list[Part]) -> None:
        """What has just come pays what is owed."""
        for part in parts:
            paid = min(part.points, self.owed)
            part.lot.remaining -= paid
            self.owed -= paid

    def _draw(self, lots: list[Lot], points: int) -> int:
        """So many are taken out of these lots, or as many as there are; answers how many."""
        taken = 0
        for lot in lots:
            part = min(lot.remaining, points - taken)
            lot.remaining -= part
            taken += part
        return taken
