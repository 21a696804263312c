"""What travels through the search for the best coupons: small frozen values, never bags or rows."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from minishop.money import ZERO


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as coupons see it; `amount` is what it costs after member prices, before any coupon."""

    key: str
    product_id: int
    variant_id: int
    quantity: int
    amount: Decimal
    vendor_id: int | None = None
    collection_ids: frozenset[int] = frozenset()
    #: It costs less than it did, so that coupons for full prices leave it out.
    is_reduced: bool = False


@dataclass(frozen=True, slots=True)
class Things:
    """Products, collections and makers by their numbers."""

    products: frozenset[int] = frozenset()
    collections: frozenset[int] = frozenset()
    vendors: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.products or self.collections or self.vendors)

    def has(self, piece: Piece) -> bool:
        return (
            piece.product_id in self.products
            or piece.vendor_id in self.vendors
            or not self.collections.isdisjoint(piece.collection_ids)
        )


@dataclass(frozen=True, slots=True)
class Ticket:
    """One coupon somebody could use: a member's own, or by a code that a guest told."""

    #: `issued:12`, or `code:SPRING`.
    key: str
    coupon_id: int
    kind: str
    stack: str
    currency: str
    issued_id: int | None = None
    code: str = ""
    title: str = ""
    value: Decimal = ZERO
    cap: Decimal | None = None
    threshold: Decimal = ZERO
    gift_id: int | None = None
    full_price_only: bool = False
    combines_with: frozenset[str] = frozenset()
    is_exclusive: bool = False
    priority: int = 0
    included: Things = Things()
    excluded: Things = Things()
    #: Set while its time has not come.
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def covers(self, piece: Piece) -> bool:
        """Whether the piece counts, whatever its price."""
        return (not self.included or self.included.has(piece)) and not self.excluded.has(piece)

    def goes_with(self, other: "Ticket") -> bool:
        """Neither goes alone, and each names the other's class."""
        together = other.stack in self.combines_with and self.stack in other.combines_with
        return together and not (self.is_exclusive or other.is_exclusive)


@dataclass(frozen=True, slots=True)
class Taken:
    """A coupon that is used: what it takes off those lines; off the delivery where there are none."""

    ticket: Ticket
    amount: Decimal
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a coupon is not used; `words.because` tells it.

    early: its time comes at `ticket.starts_at` · currency: the bag is in another · uncovered: it is for
    other pieces · reduced: what it is for is reduced already · threshold: `gap` more and it takes off
    `worth` · gift: its gift is not in the bag · free: delivery, or the pieces, cost nothing as it is ·
    apart: it goes with none of `others`, which take off more or were chosen · less: together with
    `others` it would take off no more · unpicked: somebody chose other ones, or none.
    """

    code: str
    gap: Decimal = ZERO
    #: What it would take off by itself; with a threshold: were the gap closed.
    worth: Decimal = ZERO
    others: tuple[Ticket, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The coupons used, in the order in which they are taken off, and why the others are not."""

    chosen: tuple[Taken, ...] = ()
    refused: dict[Ticket, Reason] = field(default_factory=dict)

    @property
    def amount(self) -> Decimal:
        return sum((each.amount for each in self.chosen), ZERO)
