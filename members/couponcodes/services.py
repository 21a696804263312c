"""Codes that give a coupon: told by members and guests, and made by the thousand.

Whoever guesses learns nothing: a code that is unknown, used or over is refused in the same words after
the same work, and each try counts, for the household it comes from and for the member.
"""

from datetime import timedelta

from django.db import models, transaction
from django.utils.crypto import salted_hmac

from members.accounts.models import User
from members.couponcodes import codes
from members.couponcodes.making import generate, go_on
from members.coupons import services as coupons
from members.coupons.models import (
    BadCouponCode,
    Coupon,
    CouponCode,
    IssuedCoupon,
    NotClaimable,
    TooManyCodes,
)
from minishop import limits
from minishop.retries import retried

__all__ = ["generate", "go_on", "peek_code", "redeem_code", "redeem_for"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def peek_code(*, code: str, user: User | None, asker: str) -> tuple[Coupon, str]:
    """The coupon that the code would give, and the code as it is kept; nothing is taken.

    For a guest's bag. Where the coupon `wants_member`, they have to sign in to have it. `asker` is the
    visitor's network address.

    Raises:
        BadCouponCode: it gives nothing.
        TooManyCodes: too many were told.
    """
    _within_limits(asker, user)
    code = codes.normal(code)
    coupon, _kept = _found(code)
    return coupon, code


def redeem_code(*, code: str, user: User, asker: str) -> IssuedCoupon:
    """The member has the coupon of the code; told again by the same member, it is the same coupon.

    Raises:
        BadCouponCode: it gives them nothing; never why.
        TooManyCodes: too many were told.
    """
    _within_limits(asker, user)
    return _redeem(codes.normal(code), user, f"shared:{user.pk}")


def redeem_for(*, code: str, reference: str, user: User | None = None) -> IssuedCoupon:
    """A guest's order has the coupon of the code in its bag; call it in the order's transaction.

    The same for the same reference. The coupon is then to be reserved for it.

    Raises:
        BadCouponCode: it gives nothing (any more), or wants a member.
    """
    return _redeem(codes.normal(code), user, f"shared:{reference}")


@retried
@transaction.atomic
def _redeem(code: str, user: User | None, source: str) -> IssuedCoupon:
    coupon, kept = _found(code, user)
    if user is None and coupon.wants_member:
        raise BadCouponCode
    try:
        row = coupons.have(coupon, user, f"code:{kept.pk}" if kept else source)
    except NotClaimable as problem:
        raise BadCouponCode from problem
    if kept and not _take(kept, row):
        raise BadCouponCode
    return row


def _take(kept: CouponCode, row: IssuedCoupon) -> bool:
    """Whether the code gave nothing yet, or gave just this."""
    free = models.Q(issued=None) | models.Q(issued=row)
    return bool(CouponCode.objects.filter(free, pk=kept.pk).update(issued=row))


def _found(code: str, user: User | None = None) -> tuple[Coupon, CouponCode | None]:
    """The coupon the code gives, and the unique code if it is one; the same work whatever it is."""
    unique = CouponCode.objects.filter(code=code)
    mine = models.Q(issued=None)
    if user:
        mine |= models.Q(issued__user=user)
    kept = unique.filter(mine).select_related("batch").first()
    of = models.Q(batches__codes__in=unique.filter(mine).values("pk")) | models.Q(shared_code=code)
    coupon = Coupon.objects.open().filter(of, way=Coupon.Way.CODE).first()
    if coupon is None:
        raise BadCouponCode
    return coupon, kept


def _within_limits(asker: str, user: User | None) -> None:
    """Ten an hour and thirty a day, for a household and for a member."""
    who = [("code.visitor", limits.asker(asker))]
    if user:
        member = salted_hmac("members.couponcodes", str(user.pk), algorithm="sha256").hexdigest()
        who.append(("code.member", member))
    for scope, key in who:
        allowed = limits.take(f"{scope}.hour", key, most=10, per=HOUR)
        if not (allowed and limits.take(f"{scope}.day", key, most=30, per=DAY)):
            raise TooManyCodes
