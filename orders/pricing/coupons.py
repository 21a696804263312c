"""What coupons take off: the best of those there are, or of those that were chosen.

They see what pieces cost after member prices, and delivery as it is without them. Pieces that are had
for points are none of theirs.
"""

from collections.abc import Iterable

from members.couponplans import combining
from members.couponplans import values as coupons
from orders.pricing.values import COUPON, DELIVERY, Change, Draft, Planned


def step(draft: Draft) -> Iterable[Change | Planned]:
    """Each coupon of the plan takes off what it says there; free delivery is taken off delivery itself."""
    asked = draft.asked
    if not asked.tickets:
        return
    plan = combining.best(
        seen(draft), asked.tickets, delivery=draft.delivery, currency=asked.currency, only=asked.picked
    )
    yield Planned(plan)
    for taken in plan.chosen:
        if taken.keys:
            yield Change(COUPON, taken.ticket.title, -taken.amount, taken.keys)
        else:
            sent = tuple(piece.key for piece in draft.pieces if piece.is_sent)
            yield Change(DELIVERY, taken.ticket.title, -taken.amount, sent)


def seen(draft: Draft) -> list[coupons.Piece]:
    """The lines as coupons see them."""
    return [
        coupons.Piece(
            key=piece.key,
            product_id=piece.product_id,
            variant_id=piece.variant_id,
            quantity=piece.quantity,
            amount=draft.left(piece.key),
            vendor_id=piece.vendor_id,
            collection_ids=piece.collection_ids,
            is_reduced=piece.is_reduced,
        )
        for piece in draft.pieces
        if piece.terms is None
    ]
