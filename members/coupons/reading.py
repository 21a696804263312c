"""What members read of coupons: their own, and what they could have."""

from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models.functions import Now, TruncDate

from members.accounts.models import User
from members.couponplans.values import Ticket
from members.coupons import tickets as making
from members.coupons.models import Coupon, CouponDay, CouponHolder, CouponScope, IssuedCoupon
from members.tiers import services as tiers

State, Way = IssuedCoupon.State, Coupon.Way
Shown = Literal["ready", "used", "ended"]
#: Which states stand under which heading of a member's coupons.
SHOWN: dict[str, list[str]] = {
    "ready": [State.READY, State.OFFERED, State.RESERVED],
    "used": [State.USED],
    "ended": [State.EXPIRED, State.REVOKED],
}
OF_THE_DAY = TruncDate(Now(), tzinfo=ZoneInfo(settings.TIME_ZONE))


@dataclass(frozen=True, slots=True)
class Offer:
    """A coupon in the claim centre, or for points, as one person sees it."""

    coupon: Coupon
    #: How many of it they had.
    had: int = 0
    #: Why they can't have it (now), a code for `words.refusal`; empty where they can.
    why: str = ""


def mine(user: User, state: Shown = "ready") -> models.QuerySet[IssuedCoupon]:
    """The member's coupons under one heading, whole: soonest to end first, or the latest first.

    What is over and not swept yet stands among those that ended.
    """
    rows = IssuedCoupon.objects.filter(user=user).whole()
    over = models.Q(state__in=[State.READY, State.OFFERED], ends_at__lte=Now())
    under = models.Q(state__in=SHOWN[state])
    if state == "ready":
        return rows.filter(under).exclude(over).order_by(models.F("ends_at").asc(nulls_last=True), "pk")
    return rows.filter(under | over if state == "ended" else under).order_by("-used_at", "-ends_at", "-pk")


def tickets(user: User) -> list[Ticket]:
    """What the member could use, now or from its first day on; two queries."""
    early = models.ExpressionWrapper(models.Q(starts_at__gt=Now()), models.BooleanField())
    rows = mine(user).filter(state=State.READY).annotate(is_early=early)
    return [making.of(row) for row in rows]


def centre(user: User | None = None) -> list[Offer]:
    """What can be claimed or had for points now, and for whoever asks why not; newest first."""
    scopes = models.Prefetch("scopes", CouponScope.objects.select_related("product", "collection", "vendor"))
    rows = Coupon.objects.open().filter(way__in=[Way.CLAIM, Way.POINTS]).select_related("gift__product")
    rows = rows.prefetch_related(scopes, "tiers")
    had: dict[int, int] = {}
    tier = None
    if user is not None:
        had = dict(CouponHolder.objects.filter(user=user).values_list("coupon", "claimed"))
        tier = tiers.tier_of(user).pk
    today = dict(CouponDay.objects.filter(day=OF_THE_DAY).values_list("coupon", "claimed"))
    return [
        Offer(row, had.get(row.pk, 0), _why(row, had.get(row.pk, 0), today.get(row.pk, 0), tier))
        for row in rows
    ]


def _why(coupon: Coupon, had: int, today: int, tier: int | None) -> str:
    """Why whoever had so many can't have one more; of somebody unknown, what holds for all."""
    if coupon.per_member is not None and had >= coupon.per_member:
        return "member"
    wanted = {each.pk for each in coupon.tiers.all()}
    if tier is not None and wanted and tier not in wanted:
        return "tier"
    return "day" if coupon.per_day is not None and today >= coupon.per_day else ""
