"""The model's coupons, tiers and orders: plain values, money in fen, points as whole numbers."""

from dataclasses import dataclass, field

from tests.orders.club.purse import Lot, Purse, Spend


@dataclass(frozen=True)
class Offer:
    """A coupon as the brand made it."""

    pk: int
    #: `amount` in fen off, or `percent` off, up to `cap` fen.
    kind: str
    value: int
    threshold: int = 0
    cap: int | None = None
    stack: str = "order"
    combines: tuple[str, ...] = ()
    priority: int = 0
    limit: int | None = None
    per_member: int | None = None
    price: int = 0


@dataclass
class Held:
    """One member's coupon."""

    pk: int
    offer: Offer
    member: int
    state: str = "ready"
    order: int | None = None
    #: Its time is over.
    has_ended: bool = False


@dataclass
class Line:
    pk: int
    quantity: int
    unit: int
    #: Reductions by name, positive.
    off: dict[str, int] = field(default_factory=dict)
    withdrawn: int = 0
    sent: int = 0
    #: Pieces asked back, and what they came to.
    back: int = 0
    given: int = 0
    #: What earns, in fen; and points for a yuan.
    base: int = 0

    @property
    def net(self) -> int:
        return self.quantity * self.unit - sum(self.off.values())


@dataclass
class Order:
    pk: int
    member: int
    lines: list[Line]
    coupons: list[tuple[Held, int]]
    state: str = "open"
    paid: str = "due"
    spend: Spend | None = None
    lot: Lot | None = None
    #: Points for a yuan, when it was paid; a hundredth each.
    rate: int = 0
    #: What went back of the bank's money, and of what points paid.
    bank_back: int = 0
    is_settled: bool = False
    earned: int = 0
    counted: int = 0

    @property
    def total(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def by_points(self) -> int:
        return self.spend.amount or 0 if self.spend and self.spend.state != "released" else 0

    @property
    def reference(self) -> str:
        return f"order:{self.pk}"


@dataclass
class World:
    """All there is."""

    purses: dict[int, Purse] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    coupons: dict[int, Held] = field(default_factory=dict)
    #: How many of an offer each member had.
    had: dict[tuple[int, int], int] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    #: What counts towards the tier of each member, in fen.
    facts: dict[int, dict[str, int]] = field(default_factory=dict)
    tiers: dict[int, int] = field(default_factory=dict)
    #: The day in a row of each member's last check-in, and how many days ago it was.
    streaks: dict[int, tuple[int, int]] = field(default_factory=dict)

    def claimed(self, offer: Offer) -> int:
        return sum(1 for one in self.coupons.values() if one.offer is offer)

    def used(self, offer: Offer) -> int:
        return sum(1 for one in self.coupons.values() if one.offer is offer and one.state == "used")
