"""What travels through pricing: small frozen values, never bags or orders."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from members.couponplans.values import Plan, Ticket
from members.tiers.models import Tier
from orders.shipping.models import ShippingZone

#: The code of what delivery costs, and of what is taken off it.
DELIVERY = "delivery"
#: The code of what coupons take off pieces.
COUPON = "coupon"
#: What is not yet known when delivery is priced.
AFTER = (DELIVERY, COUPON)


@dataclass(frozen=True, slots=True)
class Terms:
    """What each piece of a line costs that is had for points: so many, and so much money beside them."""

    reward_id: int
    points: int
    cash: Decimal


@dataclass(frozen=True, slots=True)
class Piece:
    """A line to be priced: some pieces of one variant that travel one way."""

    key: str
    variant_id: int
    quantity: int
    unit_price: Decimal
    is_sent: bool
    grams: int = 0
    #: So many of the pieces are sent later, once they are back.
    late: int = 0
    product_id: int = 0
    vendor_id: int | None = None
    collection_ids: frozenset[int] = frozenset()
    #: Its price stands below the one before a reduction.
    is_reduced: bool = False
    #: What one costs this member, where that is less.
    member_price: Decimal | None = None
    #: It is had for points: no member price, and no coupon takes anything off.
    terms: Terms | None = None

    @property
    def amount(self) -> Decimal:
        return self.unit_price * self.quantity

    @property
    def points(self) -> int:
        """The points all of its pieces cost."""
        return self.terms.points * self.quantity if self.terms else 0


@dataclass(frozen=True, slots=True)
class Change:
    """What a step asks for: an amount over some lines, in the words the shopper reads."""

    code: str
    label: str
    amount: Decimal
    keys: tuple[str, ...]
    #: Each line's part, where the step knows it: they sum to the amount, and no line falls below zero.
    parts: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What a step has to tell beside its changes: which coupons are used, and why not the others."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Share:
    """One line's part of an adjustment."""

    key: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change after allocation: the shares sum to the amount."""

    code: str
    label: str
    amount: Decimal
    shares: tuple[Share, ...]

    @property
    def is_delivery(self) -> bool:
        return self.code == DELIVERY


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and where it goes."""

    currency: str
    province: str = ""
    user_id: int | None = None
    codes: tuple[str, ...] = ()
    #: Where delivery is priced, when already looked up.
    zones: tuple[ShippingZone, ...] | None = None
    #: The member's; None for guests.
    tier: Tier | None = None
    #: Coupons that may be used: the best of them are, or of those `picked`, by their keys.
    tickets: tuple[Ticket, ...] = ()
    picked: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The price so far, as a step sees it."""

    asked: Asked
    pieces: tuple[Piece, ...]
    adjustments: tuple[Adjustment, ...] = ()
    #: Which coupons are used, and why not the others.
    plan: Plan | None = None

    @property
    def delivery(self) -> Decimal:
        """What delivery costs so far."""
        return sum((one.amount for one in self.adjustments if one.is_delivery), Decimal(0))

    def sent(self, key: str) -> Decimal:
        """A line's part of delivery so far."""
        shares = (s for a in self.adjustments if a.is_delivery for s in a.shares if s.key == key)
        return sum((share.amount for share in shares), Decimal(0))

    def left(self, key: str) -> Decimal:
        """What a line costs after the reductions so far."""
        amount = sum((piece.amount for piece in self.pieces if piece.key == key), Decimal(0))
        shares = (s for a in self.adjustments if not a.is_delivery for s in a.shares if s.key == key)
        return amount + sum((share.amount for share in shares), Decimal(0))


@dataclass(frozen=True, slots=True)
class Quote:
    """All there is to pay, and why. total = goods_total − discount_total + shipping_total ≥ 0."""

    currency: str
    pieces: tuple[Piece, ...]
    adjustments: tuple[Adjustment, ...]
    goods_total: Decimal
    discount_total: Decimal
    shipping_total: Decimal
    tax_included: Decimal
    total: Decimal
    digest: str = field(default="", compare=False)
    #: Which coupons are used, and why not the others.
    plan: Plan | None = field(default=None, compare=False)

    @property
    def points(self) -> int:
        """The points it costs beside the money."""
        return sum(piece.points for piece in self.pieces)

    @property
    def quantity(self) -> int:
        return sum(piece.quantity for piece in self.pieces)

    def worth(self, keys: Collection[str]) -> Decimal:
        """What the lines cost before coupons: by this much their delivery is priced."""
        own = (s for a in self.adjustments if a.code not in AFTER for s in a.shares if s.key in keys)
        goods = sum((piece.amount for piece in self.pieces if piece.key in keys), Decimal(0))
        return goods + sum((share.amount for share in own), Decimal(0))

    @property
    def reductions(self) -> list[Adjustment]:
        return [adjustment for adjustment in self.adjustments if not adjustment.is_delivery]


def digest(pieces: tuple[Piece, ...], adjustments: tuple[Adjustment, ...]) -> str:
    """Names the agreement: the same lines at the same prices have the same digest in any order."""
    lines = sorted(
        [p.key, p.variant_id, p.quantity, str(p.unit_price.normalize()), p.is_sent, p.late, p.points]
        for p in pieces
    )
    changes = sorted([a.code, str(a.amount.normalize())] for a in adjustments)
    return hashlib.sha256(json.dumps([lines, changes]).encode()).hexdigest()[:32]
