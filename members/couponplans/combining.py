"""The best coupons for a bag: which go together, what each takes off, and why the others don't.

Coupons are taken off one after the other, those of higher priority first and of equals the older, each
from what its pieces still cost then. Those chosen take off the most together; of equal sums the fewest
do, and of those the ones that end first. The search is exact (`searching`).
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from django.conf import settings

from members.couponplans.searching import Offs, search
from members.couponplans.values import Piece, Plan, Reason, Ticket
from minishop.money import ZERO, rounded, unit

#: Of so many usable coupons the best are searched for; more are first cut to those that take off most.
MOST = 30


def best(
    pieces: Sequence[Piece],
    tickets: Iterable[Ticket],
    *,
    delivery: Decimal = ZERO,
    currency: str = "",
    only: Collection[str] | None = None,
) -> Plan:
    """The coupons to use, in their order, and the reason of each other one.

    `delivery` is what it costs before coupons. With `only`, keys of tickets, no other is taken: what the
    shopper chose by hand, or nothing.
    """
    currency = currency or settings.CURRENCY
    told = list(dict.fromkeys(tickets))
    offs = Offs(pieces, delivery, currency)
    refused = {ticket: why for ticket in told if (why := why_not(ticket, pieces, delivery, currency, offs))}
    usable = sorted((ticket for ticket in told if ticket not in refused), key=in_order)
    wanted = [ticket for ticket in usable if only is None or ticket.key in only]
    if len(wanted) > MOST:
        kept = set(sorted(wanted, key=lambda each: -offs.alone(each))[:MOST])
        wanted = [ticket for ticket in wanted if ticket in kept]
    chosen = tuple(search(wanted, offs))
    used = [taken.ticket for taken in chosen]
    for ticket in usable:
        if ticket not in used:
            refused[ticket] = _beside(ticket, used, offs, is_wanted=only is None or ticket.key in only)
    return Plan(chosen, refused)


def in_order(ticket: Ticket) -> tuple[object, ...]:
    """Where a coupon stands among those that are taken off; of one coupon the first to end comes first."""
    end = ticket.ends_at.timestamp() if ticket.ends_at else float("inf")
    return (-ticket.priority, ticket.coupon_id, end, ticket.issued_id or 0, ticket.key)


def why_not(
    ticket: Ticket, pieces: Sequence[Piece], delivery: Decimal, currency: str, offs: Offs
) -> Reason | None:
    """Why the coupon can't be used for these pieces, whatever others are; nothing where it can."""
    if ticket.starts_at:
        return Reason("early")
    if ticket.currency != currency:
        return Reason("currency")
    covered = [piece for piece in pieces if ticket.covers(piece)]
    counting = [piece for piece in covered if not (ticket.full_price_only and piece.is_reduced)]
    if not counting:
        return Reason("reduced" if covered else "uncovered")
    if ticket.kind == "gift" and all(piece.variant_id != ticket.gift_id for piece in pieces):
        return Reason("gift")
    gap = ticket.threshold - sum((piece.amount for piece in counting), ZERO) + _gift(ticket, counting)
    if gap > 0:
        return Reason("threshold", gap=gap, worth=_worth(ticket, delivery, currency))
    return None if offs.alone(ticket) else Reason("free")


def _gift(ticket: Ticket, counting: Iterable[Piece]) -> Decimal:
    """What one gift among the pieces costs: it doesn't help to reach its own threshold."""
    units = [piece.amount / piece.quantity for piece in counting if piece.variant_id == ticket.gift_id]
    return max(units, default=ZERO)


def _worth(ticket: Ticket, delivery: Decimal, currency: str) -> Decimal:
    """What it would take off a bag that just reaches its threshold."""
    if ticket.kind == "delivery":
        return delivery
    if ticket.kind == "amount":
        return min(ticket.value, ticket.threshold)
    if ticket.kind == "percent":
        return rounded(min(ticket.threshold * ticket.value / 100, ticket.cap or ticket.threshold), currency)
    return ZERO


def _beside(ticket: Ticket, used: Sequence[Ticket], offs: Offs, *, is_wanted: bool) -> Reason:
    """Why a coupon that can be used is not."""
    worth = offs.alone(ticket) * unit(offs.currency)
    if not is_wanted:
        return Reason("unpicked", worth=worth)
    apart = tuple(other for other in used if not ticket.goes_with(other))
    return Reason("apart" if apart else "less", worth=worth, others=apart or tuple(used))
