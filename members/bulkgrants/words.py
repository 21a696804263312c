"""Gifts for many in words: what is given, and why somebody was left out."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.bulkgrants.models import BulkGrant, OverLimit
from members.coupons import words as coupons

STATES: dict[str, Any] = {
    "draft": gettext_lazy("Not started"),
    "running": gettext_lazy("Under way"),
    "done": gettext_lazy("Done"),
}
LOOKS = {"draft": "default", "running": "warning", "done": "success"}
ROWS: dict[str, Any] = {
    "waiting": gettext_lazy("waiting"),
    "done": gettext_lazy("given"),
    "left": gettext_lazy("left out"),
}
REASONS: dict[str, Any] = {
    "unknown": gettext_lazy("Nobody has this address."),
    "twice": gettext_lazy("They stand further up already."),
    "closed": gettext_lazy("The account is closed."),
    "staff": gettext_lazy("They work here."),
    "too-few": gettext_lazy("They have fewer points than are to be taken."),
    "too-many": gettext_lazy("Over the limit for one member."),
    "not-given": gettext_lazy("The account is closed."),
    "reused": gettext_lazy("This was given already, over another number."),
    "broke": gettext_lazy("It failed on our side, and nothing was given. Give it once more."),
    "has-it": gettext_lazy("They have this tier already."),
}


def why(code: str) -> Any:
    """Why nothing was given; a coupon's refusal is its own."""
    kind, _sign, rest = code.partition(":")
    return coupons.REFUSALS.get(rest, rest) if kind == "coupon" else REASONS[code]


def over(problem: OverLimit) -> str:
    """Why it was not begun."""
    told = {"limit": f"{problem.limit:,}"}
    if problem.what == "people":
        return _("To give to more than %(limit)s people takes a right of its own.") % told
    return _("Over %(limit)s points for one member takes the right to give more.") % told


def gift(grant: BulkGrant) -> str:
    """What each of them gets."""
    if grant.points is not None:
        words = _("%(points)s points") if grant.points > 0 else _("%(points)s points taken back")
        return words % {"points": f"{abs(grant.points):,}"}
    if grant.coupon:
        return _("Coupon “%(name)s”") % {"name": grant.coupon.t.title}
    return _("Tier %(name)s") % {"name": grant.tier.t.name} if grant.tier else "—"
