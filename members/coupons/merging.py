"""Coupons of both accounts are one member's, who had as many as both had."""

from typing import Any

from django.db import connection
from django.utils.translation import ngettext

from members.coupons.models import CouponHolder, IssuedCoupon
from minishop.merging import moves, words

#: How many of each coupon a member had: those they have, and those they gave away.
COUNT = """
INSERT INTO members_couponholder (coupon_id, user_id, claimed)
SELECT coupon_id, %(kept)s, count(*) FROM members_issuedcoupon issued
WHERE user_id = %(kept)s OR EXISTS (
    SELECT 1 FROM members_coupongift gift
    WHERE gift.issued_id = issued.id AND gift.giver_id = %(kept)s AND gift.taken_at IS NOT NULL)
GROUP BY coupon_id
"""


def move(kept: Any, gone: Any) -> None:
    IssuedCoupon.objects.filter(user=gone).update(user=kept)
    gone.coupons_given.update(giver=kept)
    gone.coupons_taken.update(taker=kept)
    CouponHolder.objects.filter(user__in=[kept, gone]).delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"kept": kept.pk})


def say(gone: Any) -> str:
    count = IssuedCoupon.objects.filter(user=gone, state__in=["ready", "offered"]).count()
    return ngettext("%(count)d coupon", "%(count)d coupons", count) % {"count": count} if count else ""


moves.add("coupons", move)
words.add("coupons", say)
