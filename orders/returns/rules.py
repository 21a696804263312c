"""What may be asked back, why, and until when.

A reason names the setting with its days, counted from when the pieces arrived; before they left there
is no deadline. Without a fault (China's Consumer Rights Protection Law, article 25) it is seven days,
and not for what was made to order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalog.products.models import Price, Variant
from minishop import clock
from orders.orders.models import Order, OrderLine
from orders.returns.models import Return
from orders.shipments import whereabouts
from orders.stores.models import Store

Kind, Back = Return.Kind, Return.Back


@dataclass(frozen=True, slots=True)
class Reason:
    """Why pieces are asked back, and what may be asked for them after they left, or before."""

    code: str
    label: Any
    kinds: frozenset[str]
    before: frozenset[str] = frozenset()
    #: The setting with the days after arrival.
    term: str = "RETURN_DAYS"
    needs_photo: bool = False
    is_our_fault: bool = False
    #: Shoppers choose it; else only the shop itself does.
    is_offered: bool = True

    @property
    def days(self) -> int:
        return int(getattr(settings, self.term))

    @property
    def refunds_delivery(self) -> bool:
        return self.is_our_fault

    def allows(self, kind: str, *, before: bool) -> bool:
        return kind in (self.before if before else self.kinds)


#: Of pieces that left and are not there.
MISSING = "not_arrived"
_BACK = frozenset({Kind.RETURN, Kind.EXCHANGE})
_ALL = frozenset(Kind)
_OURS: dict[str, Any] = {"term": "FAULT_DAYS", "is_our_fault": True}
_LIST = (
    Reason("changed_mind", _("I changed my mind"), _BACK, frozenset({Kind.REFUND, Kind.EXCHANGE})),
    Reason("unsuitable", _("It does not suit me"), _BACK),
    Reason("faulty", _("It is damaged or faulty"), _ALL, needs_photo=True, **_OURS),
    Reason("wrong", _("It is not what I ordered"), _ALL, needs_photo=True, **_OURS),
    Reason(MISSING, _("It never arrived"), frozenset({Kind.REFUND, Kind.EXCHANGE}), **_OURS),
    Reason("not_collected", _("Nobody came for it"), frozenset(), frozenset({Kind.REFUND}), is_offered=False),
)
REASONS = {reason.code: reason for reason in _LIST}
#: Codes of those that refund delivery too.
OUR_FAULT = tuple(code for code, reason in REASONS.items() if reason.refunds_delivery)


@dataclass(frozen=True, slots=True)
class Piece:
    """So many pieces of one line, and what is wanted instead of them, in an exchange."""

    line: OrderLine
    quantity: int
    instead: Variant | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, before it is known whether it may be."""

    pieces: Sequence[Piece]
    kind: str
    reason: Reason
    back: str = Back.NONE
    store: Store | None = None
    photos: int = 0

    @property
    def before(self) -> bool:
        """Whether pieces are meant that have not left: they need not come back, and nothing is wrong."""
        return self.back == Back.NONE and self.kind in self.reason.before


class NotReturnable(Exception):
    """It may not be asked; `why` says which rule, `line` of which pieces, `left` how many may be.

    unpaid, over · reason, kind, back, store, photo, pieces · no_return, late (`until`), left, too_many,
    not_here (the pieces have not arrived), here (they have), instead.
    """

    def __init__(
        self, why: str, line: OrderLine | None = None, *, left: int = 0, until: datetime | None = None
    ) -> None:
        self.why, self.line, self.left, self.until = why, line, left, until
        super().__init__(f"{line}: {why}" if line else why)


def reason_of(code: str) -> Reason:
    """The reason of this code.

    Raises:
        NotReturnable: there is none.
    """
    if code not in REASONS:
        raise NotReturnable("reason")
    return REASONS[code]


#: What of a line is read here, so that a page may read it at once.
READ_WITH = (*whereabouts.READ_WITH, "returns__of")


def claimable(line: OrderLine) -> int:
    """Pieces that left and that no return asks for."""
    return line.sent - (line.claimed - line.withdrawn)


def missing(line: OrderLine) -> int:
    """Pieces that left, did not arrive, and are not told as missing yet."""
    told = [one for one in line.returns.all() if one.of.reason == MISSING]
    standing = [one.quantity for one in told if one.of.state not in Return.FALLEN]
    return line.sent - whereabouts.arrived(line) - sum(standing)


def deadline(line: OrderLine, reason: Reason) -> datetime | None:
    """Until when it may be asked for pieces that left; nothing while they have not all arrived."""
    is_missing = reason.code == MISSING
    since = whereabouts.missed_since(line) if is_missing else whereabouts.arrived_at(line)
    return since + timedelta(days=reason.days) if since else None


def why_not(
    line: OrderLine, reason: Reason, *, quantity: int = 1, before: bool = False
) -> NotReturnable | None:
    """Why so many pieces of the line may not be asked back for this reason; nothing when they may."""
    left = line.to_send if before else claimable(line)
    if before or left < quantity:
        return _too_many(line, quantity, left, before)
    if line.no_return and not reason.is_our_fault:
        return NotReturnable("no_return", line)
    if (there := _whether_there(line, reason, quantity)) is not None:
        return there
    until = deadline(line, reason)
    return NotReturnable("late", line, until=until) if until and until < clock.now() else None


def _too_many(line: OrderLine, quantity: int, left: int, before: bool) -> NotReturnable | None:
    if quantity <= left:
        return None
    return NotReturnable("left" if before and line.sent else "too_many", line, left=left)


def _whether_there(line: OrderLine, reason: Reason, quantity: int) -> NotReturnable | None:
    """What never arrived has not; what is faulty has."""
    if not reason.is_our_fault:
        return None
    if reason.code == MISSING:
        away = missing(line)
        return NotReturnable("here", line, left=away) if quantity > away else None
    there = whereabouts.arrived(line)
    return NotReturnable("not_here", line, left=there) if quantity > there else None


def check(order: Order, wish: Wish, *, is_shopper: bool) -> None:
    """Returns only if all of it may be asked; call it under the order's lock.

    Raises:
        NotReturnable: the first rule that forbids it.
    """
    if why := _order_says(order) or _form_says(wish, is_shopper):
        raise NotReturnable(why)
    for piece in wish.pieces:
        line = piece.line
        if piece.quantity < 1 or line.order_id != order.pk:
            raise NotReturnable("pieces", line)
        if refusal := why_not(line, wish.reason, quantity=piece.quantity, before=wish.before):
            raise refusal
        if not _fits(piece, wish):
            raise NotReturnable("instead", line)


def _order_says(order: Order) -> str:
    if order.state not in {Order.State.OPEN, Order.State.COMPLETED}:
        return "over"
    return "" if order.is_paid else "unpaid"


def _form_says(wish: Wish, is_shopper: bool) -> str:
    reason, keys = wish.reason, [piece.line.pk for piece in wish.pieces]
    said = {
        "pieces": not keys or len(set(keys)) < len(keys),
        "reason": is_shopper and not reason.is_offered,
        "kind": not reason.allows(wish.kind, before=wish.before),
        "back": not wish.before and _must_come(wish) != (wish.back != Back.NONE),
        "store": wish.back == Back.STORE and wish.store is None,
        "photo": is_shopper and reason.needs_photo and not wish.photos,
    }
    return next((why for why, is_so in said.items() if is_so), "")


def _must_come(wish: Wish) -> bool:
    return wish.kind != Kind.REFUND and wish.reason.code != MISSING


def _fits(piece: Piece, wish: Wish) -> bool:
    """In an exchange each line has its variant, of the same product; otherwise none has."""
    if wish.kind != Kind.EXCHANGE:
        return piece.instead is None
    return piece.instead is not None and may_be_instead(piece.instead, piece.line)


def may_be_instead(one: Variant, line: OrderLine) -> bool:
    """Whether it is what was bought, or another of the product that is sold, and costs the same."""
    if one.pk == line.variant_id:
        return True
    if one.product_id != line.variant.product_id or not one.is_on_sale:
        return False
    rows = Price.objects.filter(variant__in=[one.pk, line.variant_id], currency=line.order.currency)
    prices = dict(rows.values_list("variant", "amount"))
    return prices.get(one.pk) in {line.unit_price, prices.get(line.variant_id, line.unit_price)}
