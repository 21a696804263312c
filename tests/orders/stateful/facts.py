"""What the model remembers: plain values, money in fen; nothing here knows the shop's code.

Rows are called by the numbers the shop gave them, and by nothing else of it.
"""

from dataclasses import dataclass, field

LIVE = ("pending", "unknown")
FALLEN = ("refused", "withdrawn", "lapsed")
Item = tuple[int, int]  # variant, house


@dataclass
class Line:
    pk: int
    part: int  # its fulfilment
    item: Item
    quantity: int
    unit: int
    net: int = 0  # after reductions
    delivery: int = 0
    hold: str = "held"  # held, sold, free
    sent: int = 0
    withdrawn: int = 0
    claimed: int = 0
    returned: int = 0

    @property
    def to_send(self) -> int:
        return self.quantity - self.sent - self.withdrawn


@dataclass
class Part:
    """A fulfilment."""

    pk: int
    way: str
    house: int
    state: str = "waiting"
    is_unclaimed: bool = False


@dataclass
class Parcel:
    pk: int
    part: int
    pieces: dict[int, int]
    state: str = "packed"


@dataclass
class Payment:
    pk: int
    number: str
    gateway: str
    amount: int
    state: str = "pending"
    captured: int | None = None
    outcome: str = ""
    is_paid_there: bool = False


@dataclass
class Refund:
    payment: Payment
    reference: str
    amount: int
    state: str = "requested"
    #: What its bank knows: nothing, accepted or failed.
    there: str = ""
    #: How often the bank began it.
    begun: int = 0


@dataclass
class Back:
    """A part of a tender that goes back."""

    reference: str
    amount: int
    refund: Refund | None = None
    is_credit: bool = False

    @property
    def is_there(self) -> bool:
        return self.refund is None or self.is_credit or self.refund.state == "done"


@dataclass
class Tender:
    kind: str
    amount: int
    state: str = "committed"
    payment: Payment | None = None
    source: "Tender | None" = None
    backs: list[Back] = field(default_factory=list)
    carried: int = 0

    @property
    def root(self) -> "Tender":
        return self.source.root if self.source else self

    @property
    def back(self) -> int:
        return sum(one.amount for one in self.backs)

    @property
    def left(self) -> int:
        return self.amount - self.back - self.carried if self.state == "committed" else 0


@dataclass
class Wanted:
    """Pieces of one line in a return."""

    line: Line
    quantity: int
    goods: int = 0
    delivery: int = 0
    instead: Item | None = None
    received: int | None = None
    fate: str = ""

    @property
    def pieces(self) -> int:
        return self.quantity if self.received is None else self.received

    @property
    def amount(self) -> int:
        return self.goods + self.delivery


@dataclass
class Return:
    pk: int
    kind: str
    reason: str
    back: str
    is_before: bool
    lines: list[Wanted]
    state: str = "asked"
    amount: int = 0
    agreed: int | None = None
    agreed_by: int | None = None
    is_seconded: bool = False
    replacement: int | None = None

    @property
    def stands(self) -> bool:
        return self.state not in FALLEN

    @property
    def with_delivery(self) -> bool:
        return self.kind != "exchange" and (self.is_before or self.reason in ("faulty", "not_arrived"))


@dataclass
class Order:
    pk: int
    member: int | None
    total: int
    lines: list[Line]
    parts: list[Part]
    state: str = "open"
    paid: str = "due"
    payments: list[Payment] = field(default_factory=list)
    tenders: list[Tender] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    is_replacement: bool = False
    #: Staff cancelled it before it was paid.
    is_called_off: bool = False

    def part(self, pk: int) -> Part:
        return next(part for part in self.parts if part.pk == pk)

    def of(self, part: Part) -> list[Line]:
        return [line for line in self.lines if line.part == part.pk]

    def packed(self, line: Line) -> int:
        return sum(box.pieces.get(line.pk, 0) for box in self.parcels if box.state == "packed")

    def to_pack(self, part: Part) -> dict[int, int]:
        free = {line.pk: line.to_send - self.packed(line) for line in self.of(part)}
        return {pk: count for pk, count in free.items() if count > 0}

    @property
    def live(self) -> list[Payment]:
        return [one for one in self.payments if one.state in LIVE]

    @property
    def held(self) -> list[Tender]:
        return [one for one in self.tenders if one.state == "held"]

    @property
    def due(self) -> int:
        counted = [one.amount for one in self.tenders if one.state in ("held", "committed", "refunded")]
        return self.total - sum(counted)

    @property
    def is_due(self) -> bool:
        return self.state == "open" and self.paid == "due"

    @property
    def is_alive(self) -> bool:
        """Paid, and its pieces may move."""
        return self.paid == "paid" and self.state in ("open", "completed")

    @property
    def is_given_back(self) -> bool:
        return sum(one.back + one.carried for one in self.tenders) >= self.total
