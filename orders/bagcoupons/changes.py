"""Which coupons changed since the shopper saw what there is to pay: said, and to be accepted."""

from django.utils.translation import gettext as _

from members.couponplans.values import Plan
from members.coupons import words
from members.coupons.models import IssuedCoupon


def keys(plan: Plan | None) -> str:
    """The coupons used, as a page keeps them to tell later what changed."""
    return " ".join(taken.ticket.key for taken in plan.chosen) if plan else ""


def sentences(before: str, plan: Plan | None, owner: int | None) -> list[str]:
    """One for each coupon that is no longer used, with its reason, and for each that is used instead."""
    had = before.split()[:50]
    now = {taken.ticket.key: taken.ticket for taken in plan.chosen} if plan else {}
    refused = {ticket.key: (ticket, why) for ticket, why in plan.refused.items()} if plan else {}
    said = []
    for key in had:
        if key in refused:
            ticket, reason = refused[key]
            told = {"coupon": ticket.title, "why": words.because(ticket, reason)}
            said.append(_("“%(coupon)s” is not used now. %(why)s") % told)
        elif key not in now:
            said.append(_("“%(coupon)s” can’t be used any more.") % {"coupon": _title(key, owner)})
    new = [ticket.title for key, ticket in now.items() if key not in had]
    return [*said, *(_("“%(coupon)s” is used now.") % {"coupon": title} for title in new)]


def _title(key: str, owner: int | None) -> str:
    """What the coupon is called; a code is its own name."""
    kind, _colon, rest = key.partition(":")
    if kind == "issued" and rest.isdecimal() and len(rest) < 18:
        row = IssuedCoupon.objects.select_related("coupon").filter(pk=int(rest), user=owner).first()
        return row.coupon.t.title if row and owner else ""
    return rest
