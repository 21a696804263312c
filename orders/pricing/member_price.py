"""What the member's tier takes off each piece, before coupons."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from members.memberprices import services as memberprices
from members.tiers import services as tiers
from minishop.money import ZERO
from orders.pricing.values import Change, Draft

CODE = "member-price"


def step(draft: Draft) -> Iterable[Change]:
    """Each line costs its member price, where that is less; a line is never reduced by another's."""
    user = get_user_model().objects.filter(pk=draft.asked.user_id or 0, is_staff=False).first()
    if user is None or not draft.pieces:
        return []
    full = {piece.variant_id: piece.unit_price for piece in draft.pieces}
    prices = memberprices.of_prices(full, tiers.tier_of(user), draft.asked.currency)
    changes = []
    for piece in draft.pieces:
        off = (piece.unit_price - prices.get(piece.variant_id, piece.unit_price)) * piece.quantity
        if off > ZERO:
            changes.append(Change(CODE, _("Member price"), -min(off, draft.left(piece.key)), (piece.key,)))
    return changes
