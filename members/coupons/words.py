"""Why a coupon can't be had or used, and what it takes off, in words for whoever has it."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.couponplans.values import Reason, Ticket
from members.coupons.models import Coupon, NotClaimable, NotUsable
from minishop.templatetags.shop import money

REFUSALS = {
    "off": gettext_lazy("This coupon is not given out at the moment."),
    "early": gettext_lazy("This coupon can’t be claimed yet."),
    "over": gettext_lazy("This coupon is over."),
    "gone": gettext_lazy("They have all been claimed."),
    "day": gettext_lazy("Today’s have all been claimed. There are more tomorrow."),
    "member": gettext_lazy("You have had yours."),
    "tier": gettext_lazy("This coupon is for another tier."),
    "way": gettext_lazy("This coupon is not had this way."),
    "person": gettext_lazy("This account can’t have coupons."),
}
UNUSABLE = {
    "reserved": gettext_lazy("Another order has this coupon."),
    "used": gettext_lazy("This coupon is used."),
    "offered": gettext_lazy("You are giving this coupon to a friend. Call it back to use it."),
    "early": gettext_lazy("The time of this coupon has not come yet."),
    "over": gettext_lazy("This coupon is over."),
    "expired": gettext_lazy("This coupon is over."),
    "revoked": gettext_lazy("This coupon was taken back."),
}
#: The same for every code that gives nothing.
BAD_CODE = gettext_lazy("This code can’t be used. Check that you typed it as it is written.")
TOO_MANY = gettext_lazy("Too many codes were tried. Please wait a while.")
NOT_GIVABLE = gettext_lazy("This coupon was taken or called back, or its time is over.")


def refusal(problem: NotClaimable | str) -> str:
    """Why a coupon can’t be had; of the exception, or its code."""
    return str(REFUSALS[problem if isinstance(problem, str) else problem.why])


def unusable(problem: NotUsable | str) -> str:
    """Why a coupon one has can’t be used."""
    return str(UNUSABLE[problem if isinstance(problem, str) else problem.why])


def takes_off(coupon: Coupon | Ticket) -> str:
    """What it does: `¥80 off`, `10% off, at most ¥50`, `Free delivery`, `A gift`."""
    if coupon.kind == "amount":
        return _("%(amount)s off") % {"amount": money(coupon.value, coupon.currency)}
    if coupon.kind == "delivery":
        return _("Free delivery")
    if coupon.kind == "gift":
        return _("A gift")
    percent = f"{coupon.value.normalize():f}"
    if coupon.cap is None:
        return _("%(percent)s%% off") % {"percent": percent}
    told = {"percent": percent, "cap": money(coupon.cap, coupon.currency)}
    return _("%(percent)s%% off, at most %(cap)s") % told


def because(ticket: Ticket, reason: Reason) -> str:
    """Why a coupon is not used for this bag, with what is missing."""
    if reason.code == "threshold":
        return _gap(ticket, reason)
    if reason.code == "early" and ticket.starts_at:
        day = date_format(localtime(ticket.starts_at), "DATE_FORMAT")
        return _("Its time begins on %(day)s.") % {"day": day}
    if reason.code == "apart":
        return _("It doesn’t go together with “%(others)s”.") % {"others": _names(reason)}
    return {
        "currency": _("It is for another currency."),
        "uncovered": _("It is for other pieces."),
        "reduced": _("It is for pieces at their full price, and these are reduced."),
        "gift": _("Put its gift into the bag, and it costs nothing."),
        "free": _("There is nothing it could take off."),
        "less": _("Beside the others it takes off nothing more."),
        "unpicked": _("You did not choose it this time."),
    }.get(reason.code, "")


def _gap(ticket: Ticket, reason: Reason) -> str:
    told = {"gap": money(reason.gap, ticket.currency), "worth": money(reason.worth, ticket.currency)}
    if ticket.kind == "delivery":
        return _("%(gap)s more and delivery is free") % told
    if ticket.kind == "gift":
        return _("%(gap)s more and its gift costs nothing") % told
    if ticket.kind == "percent":
        told["percent"] = f"{ticket.value.normalize():f}"
        return _("%(gap)s more and it takes off %(percent)s%%") % told
    return _("%(gap)s more and it takes off %(worth)s") % told


def _names(reason: Reason) -> str:
    return "”, “".join(other.title for other in reason.others)
