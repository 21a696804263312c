"""What the till says about a member, a coupon, and why something can't be taken."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.coupons.models import Coupon, IssuedCoupon, NotUsable
from members.lots.models import NotEnoughPoints
from members.points.services import Figures
from minishop.templatetags.shop import money
from orders.history import moments
from orders.purchases import rules
from orders.purchases.models import CodeUsed, NotTaken, PurchaseNonceReused, ReceiptUsed

#: What a purchase may be refused with.
REFUSALS = (ReceiptUsed, CodeUsed, PurchaseNonceReused, NotTaken, NotEnoughPoints, NotUsable)


def pieces(count: int) -> str:
    return ngettext("%(count)s point", "%(count)s points", count) % {"count": f"{count:,}"}


def free(figures: Figures) -> str:
    """What can be spent, and what it pays: 3,416 points, worth ¥34.16."""
    told = {"points": pieces(figures.free), "worth": money(figures.worth)}
    return _("%(points)s, worth %(worth)s") % told


def refused(problem: Exception) -> str:
    """Why the purchase can't be made so, in words for the counter."""
    if isinstance(problem, NotTaken):
        return _not_taken()[problem.why]
    if isinstance(problem, ReceiptUsed):
        told = {"moment": moments.inside(problem.purchase.at)}
        return _("This receipt counted already, %(moment)s.") % told
    if isinstance(problem, NotEnoughPoints):
        return _("There are %(free)s points to pay with.") % {"free": f"{problem.free:,}"}
    if isinstance(problem, NotUsable):
        return _("The coupon is being used elsewhere, or its time is over.")
    return _("This code was used for another purchase. Read the code anew.")


def _not_taken() -> dict[str, str]:
    return {
        "amount": _("Type what it comes to."),
        "receipt": _("Type the number of the receipt."),
        "late": _("The code was read too long ago. Read it anew."),
        "no_code": _("Points and coupons are taken only with the member’s code."),
        "nobody": _("This account takes part no more."),
        "not_theirs": _("This coupon is not theirs."),
        "not_here": _("This coupon is for orders online."),
        "threshold": _("The receipt is below what the coupon asks for."),
        "covered": _("Say that the pieces of this coupon are on the receipt."),
        "floor": _("Fewer points than that pay nothing."),
        "cap": _("Points can pay no more than a part of it."),
    }


def coupon(issued: IssuedCoupon) -> dict[str, Any]:
    """A coupon as the till offers it: what it takes off, from when, and what has to be looked at."""
    of = issued.coupon
    off = f"{of.value.normalize():f} %" if of.kind == Coupon.Kind.PERCENT else money(of.value, of.currency)
    more = [_("from %(amount)s") % {"amount": money(of.threshold, of.currency)}] if of.threshold else []
    if of.cap is not None and of.kind == Coupon.Kind.PERCENT:
        more.append(_("%(amount)s at most") % {"amount": money(of.cap, of.currency)})
    return {
        "pk": issued.pk, "key": str(issued.pk), "title": of.t.title, "off": off, "more": ", ".join(more),
        "scope": _scope(of),
    }  # fmt: skip


def _scope(coupon: Coupon) -> str:
    """Which pieces it is for, to be looked at on the counter; empty for all."""
    if not rules.is_scoped(coupon):
        return ""
    inside = [_thing(one) for one in coupon.scopes.all() if not one.is_excluded]
    outside = [_thing(one) for one in coupon.scopes.all() if one.is_excluded]
    told = []
    if inside:
        told.append(_("Only for %(things)s.") % {"things": ", ".join(inside)})
    if outside:
        told.append(_("Not for %(things)s.") % {"things": ", ".join(outside)})
    if coupon.full_price_only:
        told.append(_("Not for pieces already reduced."))
    return " ".join(told)


def _thing(scope: Any) -> str:
    thing = scope.product or scope.collection or scope.vendor
    return str(thing.t.title if hasattr(thing, "title") else thing)
