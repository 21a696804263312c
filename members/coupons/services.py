"""Coupons: verbs of having and using them, what ends by itself, and what a member reads of theirs."""

from django.db import transaction

from members.accounts.models import User
from members.coupons.ending import expire_due, remind_due
from members.coupons.having import claim, have, issue, issue_by, revoke, short, standing, withdraw_offer
from members.coupons.models import Coupon, IssuedCoupon, NotClaimable
from members.coupons.reading import Offer, centre, mine, tickets
from members.coupons.using import release, reserve, take_again, use
from members.points import services as points
from minishop.retries import retried

__all__ = [
    "Offer", "buy", "centre", "claim", "expire_due", "have", "issue", "issue_by", "mine", "release",
    "remind_due", "reserve", "revoke", "take_again", "tickets", "use", "withdraw_offer",
]  # fmt: skip


@retried
@transaction.atomic
def buy(*, user: User, coupon: Coupon, key: str) -> IssuedCoupon:
    """The member has one more of the coupon for its price in points; once for each key.

    Raises:
        NotClaimable: it can't be had for points, not now, not by them, or they are all gone.
        NotEnoughPoints: it costs more than they have.
    """
    price = Coupon.objects.values_list("points_price", flat=True).get(pk=coupon.pk)
    if coupon.way != Coupon.Way.POINTS or not price:
        raise NotClaimable(coupon, "way")
    source = f"points:{user.pk}:{short(key)}"
    if known := IssuedCoupon.objects.filter(coupon=coupon, source=source).first():
        return known
    standing(user, coupon)  # before their points, as whoever gives both locks them
    points.spend(user=user, points=price, reference=f"coupon:{coupon.pk}:{source}")
    return have(coupon, user, source)
