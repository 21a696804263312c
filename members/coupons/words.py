"""Why a coupon can't be had or used, and what it takes off, in words for whoever has it."""

from django.utils.translation import gettext_lazy

from members.coupons.models import NotClaimable, NotUsable
from members.coupons.values import Reason, Ticket

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
#: The same for every code that gives nothing.
BAD_CODE = gettext_lazy("This code can’t be used. Check that you typed it as it is written.")
TOO_MANY = gettext_lazy("Too many codes were tried. Please wait a while.")


def refusal(problem: NotClaimable | str) -> str:
    """Why a coupon can't be claimed."""
    return str(REFUSALS[problem if isinstance(problem, str) else problem.why])


def unusable(problem: NotUsable) -> str:
    raise NotImplementedError


def because(ticket: Ticket, reason: Reason) -> str:
    """Why a coupon is not used for this bag, with what is missing."""
    raise NotImplementedError
