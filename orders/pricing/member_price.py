"""What the member's tier takes off each piece, before coupons."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from orders.pricing.values import Change, Draft

CODE = "member-price"


def step(draft: Draft) -> Iterable[Change]:
    """Each line costs its member price, where that is less; a line is never reduced by another's."""
    for piece in draft.pieces:
        if piece.terms or piece.member_price is None:
            continue
        off = min((piece.unit_price - piece.member_price) * piece.quantity, draft.left(piece.key))
        if off > 0:
            yield Change(CODE, _("Member price"), -off, (piece.key,))
