"""With which other coupons one goes together, said while it is being set up."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from members.coupondesk.forms import STACKS
from members.coupons.models import Coupon, IssuedCoupon

#: So many coupons are named; a house has a dozen at work, not a hundred.
MOST = 30


@dataclass(frozen=True, slots=True)
class Pair:
    """Another coupon, and why it does not go together; no reason: it does."""

    coupon: Coupon
    why: str = ""


def pairs(
    *, stack: str, combines_with: Collection[str], is_exclusive: bool, without: int | None = None
) -> list[Pair]:
    """Each coupon that is switched on, beside one with these rules; those that go together first."""
    others = Coupon.objects.filter(is_on=True)
    others = others.exclude(pk=without) if without else others
    rows = [Pair(other, why_not(stack, combines_with, is_exclusive, other)) for other in others[:MOST]]
    return sorted(rows, key=lambda row: bool(row.why))


def why_not(stack: str, combines_with: Collection[str], is_exclusive: bool, other: Coupon) -> str:
    """Why two coupons can't be used in one order; empty where they can."""
    if is_exclusive:
        return _("This one goes with no other.")
    if other.is_exclusive:
        return _("That one goes with no other.")
    if other.stack not in combines_with:
        return _("This one does not name “%(stack)s”.") % {"stack": called(other.stack)}
    if stack not in other.combines_with:
        return _("That one does not name “%(stack)s”.") % {"stack": called(stack)}
    return ""


def called(stack: str) -> Any:
    return str(dict(STACKS)[Coupon.Stack(stack)]).split(":")[0].split("：")[0]


def counted(coupon: Coupon) -> dict[str, int]:
    """How many of those that were claimed are in each state."""
    rows = IssuedCoupon.objects.filter(coupon=coupon).order_by("state").values_list("state")
    return dict(rows.annotate(count=Count("pk")))
