"""What the member's tier takes off each piece, before coupons."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from minishop.money import ZERO
from orders.pricing.values import Change, Draft

CODE = "member-price"


def step(draft: Draft) -> Iterable[Change]:
    """Each line costs its member price, where that is less; a line is never reduced by another's."""
    off = {
        piece.key: min((piece.unit_price - piece.member_price) * piece.quantity, draft.left(piece.key))
        for piece in draft.pieces
        if piece.member_price is not None and not piece.terms
    }
    less = {key: -amount for key, amount in off.items() if amount > 0}
    if less:
        yield Change(CODE, _("Member price"), sum(less.values(), ZERO), (*less,), parts=(*less.values(),))
