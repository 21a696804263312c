"""Coupons: verbs of having and using them, what ends by itself, and what a member reads of theirs."""

from dataclasses import dataclass
from typing import Any, Literal

from django.db import models, transaction

from members.accounts.models import User
from members.coupons import tickets as making
from members.coupons.ending import expire_due, remind_due
from members.coupons.having import claim, have, issue, issue_by, revoke, short, withdraw_offer
from members.coupons.models import Coupon, IssuedCoupon, NotClaimable
from members.coupons.using import release, reserve, take_again, use
from members.coupons.values import Ticket
from members.points import services as points
from minishop.retries import retried

__all__ = [
    "buy", "centre", "claim", "expire_due", "have", "issue", "issue_by", "mine", "release", "remind_due",
    "reserve", "revoke", "take_again", "tickets", "use", "withdraw_offer",
]  # fmt: skip

State, Way = IssuedCoupon.State, Coupon.Way
Shown = Literal["ready", "used", "ended"]
#: Which states stand under which heading of a member's coupons.
SHOWN: dict[str, list[str]] = {
    "ready": [State.READY, State.OFFERED, State.RESERVED],
    "used": [State.USED],
    "ended": [State.EXPIRED, State.REVOKED],
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A coupon in the claim centre, or for points, as one person sees it."""

    coupon: Coupon
    #: How many of it they had.
    had: int = 0
    #: Why they can't have it (now), a code for `words.refusal`; empty where they can.
    why: str = ""


@retried
@transaction.atomic
def buy(*, user: User, coupon: Coupon, key: str) -> IssuedCoupon:
    """The member has one more of the coupon for its price in points; once for each key.

    Raises:
        NotClaimable: it can't be had for points, not now, not by them, or they are all gone.
        NotEnoughPoints: it costs more than they have.
    """
    price = Coupon.objects.values_list("points_price", flat=True).get(pk=coupon.pk)
    if coupon.way != Way.POINTS or not price:
        raise NotClaimable(coupon, "way")
    source = f"points:{user.pk}:{short(key)}"
    if known := IssuedCoupon.objects.filter(coupon=coupon, source=source).first():
        return known
    points.spend(user=user, points=price, reference=f"coupon:{coupon.pk}:{source}")
    return have(coupon, user, source)


def mine(user: User, state: Shown = "ready") -> models.QuerySet[IssuedCoupon]:
    """The member's coupons under one heading, whole: soonest to end first, or latest first."""
    rows = IssuedCoupon.objects.filter(user=user, state__in=SHOWN[state]).whole()
    if state == "ready":
        return rows.order_by(models.F("ends_at").asc(nulls_last=True), "pk")
    return rows.order_by("-used_at", "-pk")


def tickets(user: User) -> list[Ticket]:
    """What the member could use, now or from its first day on; two queries."""
    rows = IssuedCoupon.objects.filter(user=user, state=State.READY).exclude(pk__in=_over()).whole()
    return [making.of(row) for row in rows.order_by("pk")]


def _over() -> models.QuerySet[Any]:
    return IssuedCoupon.objects.overdue().values("pk")


def centre(user: User | None = None) -> list[Offer]:
    """What can be claimed or had for points now, and for whoever asks why not; newest first."""
    raise NotImplementedError
