"""What points pay of a piece, and what delivery costs; coupons and member prices have their own modules."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minishop.money import ZERO
from orders.pricing.values import Change, Draft
from orders.shipping import services as shipping


def rewards(draft: Draft) -> Iterable[Change]:
    """A piece that is had for points costs only the money beside them."""
    for piece in draft.pieces:
        if piece.terms and (off := draft.left(piece.key) - piece.terms.cash * piece.quantity) > 0:
            told = ngettext("With %(points)s point", "With %(points)s points", piece.points)
            yield Change("reward", told % {"points": f"{piece.points:,}"}, -off, (piece.key,))


def delivery(draft: Draft) -> Iterable[Change]:
    """What is sent costs the rate of its zone and weight, or nothing where the member's tier has it free."""
    sent = [piece for piece in draft.pieces if piece.is_sent]
    if not sent:
        return []
    keys = tuple(piece.key for piece in sent)
    tier = draft.asked.tier
    is_free = tier is not None and tier.free_shipping
    price = shipping.delivery(
        province=draft.asked.province,
        zones=draft.asked.zones,
        grams=sum(piece.grams * piece.quantity for piece in sent),
        goods=sum((draft.left(key) for key in keys), ZERO),
        is_free=is_free,
    ).price
    label = _("Delivery for %(tier)s") % {"tier": tier.t.name} if tier and is_free else _("Delivery")
    return [Change("delivery", label, price, keys)]
