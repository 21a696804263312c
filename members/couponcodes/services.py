"""Codes that give a coupon: told by members and guests, and made by the thousand.

Whoever guesses learns nothing: a code that is unknown, used or over is refused in the same words after
the same work, and each try counts, for the household it comes from and for the member.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import models, transaction
from django.utils.crypto import salted_hmac

from members.accounts.models import User
from members.couponcodes import codes
from members.couponcodes.making import generate, go_on
from members.couponcodes.models import CouponCode
from members.couponplans.values import Ticket
from members.coupons import having
from members.coupons import services as coupons
from members.coupons import tickets as making
from members.coupons.models import BadCouponCode, Coupon, IssuedCoupon, NotClaimable, TooManyCodes
from minishop import limits
from minishop.retries import retried

__all__ = ["generate", "go_on", "peek_code", "redeem_code", "redeem_for", "tickets"]

Way = Coupon.Way
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


def tickets(told: Iterable[str], user: User | None = None) -> list[Ticket]:
    """What the codes in a bag would take off; without those that give nothing any more, and those whose
    coupon the member has by now: it is a ticket of its own.

    Nobody is asked to wait: they were let in by `peek_code`.
    """
    found = []
    for code in told:
        try:
            coupon, kept = _found(code, user)
        except BadCouponCode:
            continue
        if not _is_theirs(coupon, kept, user) if user else not coupon.wants_member:
            found.append(making.of_code(coupon, code))
    return found


def redeem_code(*, code: str, user: User, asker: str) -> IssuedCoupon:
    """The member has the coupon of the code; told again by the same member, it is the same coupon.

    Raises:
        BadCouponCode: it gives them nothing; never why.
        TooManyCodes: too many were told.
    """
    _within_limits(asker, user)
    return _redeem(codes.normal(code), user, "")


def redeem_for(*, code: str, reference: str, user: User | None = None) -> IssuedCoupon:
    """A guest's order has the coupon of the code in its bag; call it in the order's transaction.

    The coupon is then to be reserved for it. Nobody is asked to wait: the code was told before.

    Raises:
        BadCouponCode: it gives nothing (any more), or wants a member.
    """
    return _redeem(codes.normal(code), user, reference)


@retried
@transaction.atomic
def _redeem(code: str, user: User | None, reference: str) -> IssuedCoupon:
    coupon, kept = _found(code, user)
    if kept:
        _hold(kept)
        coupon, kept = _found(code, user)
    if user is None and coupon.wants_member:
        raise BadCouponCode
    if kept and kept.issued:
        return kept.issued if kept.issued.user_id or user is None else _adopted(kept.issued, user)
    if kept is None and (free := _had(coupon, user)):
        return free
    try:
        row = coupons.have(coupon, user, f"code:{kept.pk}" if kept else _source(coupon, user, reference))
    except NotClaimable as problem:
        raise BadCouponCode from problem
    if kept and not _take(kept, row):
        raise BadCouponCode
    return row


def _hold(kept: CouponCode) -> None:
    """The code is locked: of two who tell it at once the second then finds what the first has."""
    CouponCode.objects.select_for_update().get(pk=kept.pk)


def _found(code: str, user: User | None = None) -> tuple[Coupon, CouponCode | None]:
    """The coupon the code gives, and the unique code if it is one; the same work whatever it is.

    A code that gave its coupon already still gives the same one to the same member; or, where a guest's
    order gave it back, to anybody.
    """
    open_ones = Coupon.objects.open().filter(way=Way.CODE)
    left = models.Q(issued=None, batch__coupon__in=open_ones.values("pk"))
    back = models.Q(issued__user=None) | models.Q(issued__user=user)
    codes_left = CouponCode.objects.filter(left | back & models.Q(issued__in=_ready().values("pk")))
    kept = codes_left.filter(code=code).select_related("batch__coupon", "issued__user").first()
    shared = open_ones.filter(shared_code=code).first()
    coupon = kept.batch.coupon if kept else shared
    if coupon is None:
        raise BadCouponCode
    return coupon, kept


def _ready() -> models.QuerySet[IssuedCoupon]:
    return IssuedCoupon.objects.usable()


def _had(coupon: Coupon, user: User | None) -> IssuedCoupon | None:
    """What the shared code gave before and nobody used: to this member, or to a guest who gave it back."""
    rows = _ready().filter(coupon=coupon, user=user, source__startswith="shared:").order_by("pk")
    return rows.select_for_update(of=("self",), skip_locked=True).first()


def _is_theirs(coupon: Coupon, kept: CouponCode | None, user: User) -> bool:
    """Whether the code gave the member a coupon that nobody used yet."""
    if kept:
        return kept.issued is not None and kept.issued.user_id == user.pk
    return _ready().filter(coupon=coupon, user=user, source__startswith="shared:").exists()


def _source(coupon: Coupon, user: User | None, reference: str) -> str:
    """Names this use of a shared code: the member's n-th, or the order's."""
    if user is None:
        return f"shared:{reference}"
    source = f"shared:{user.pk}:"
    return f"{source}{IssuedCoupon.objects.filter(coupon=coupon, source__startswith=source).count()}"


def _adopted(row: IssuedCoupon, user: User) -> IssuedCoupon:
    """What a guest's order gave back is the member's who tells its code now."""
    try:
        person = having.standing(user, row.coupon)
        having.of_its_tiers(row.coupon, person)
    except NotClaimable as problem:
        raise BadCouponCode from problem
    most = row.coupon.per_member
    free = IssuedCoupon.objects.filter(pk=row.pk, user=None, state=IssuedCoupon.State.READY)
    if not having.counted("couponholder", "user_id", row.coupon_id, person.pk, most):
        raise BadCouponCode
    if not free.update(user=person):
        raise BadCouponCode
    row.refresh_from_db()
    return row


def _take(kept: CouponCode, row: IssuedCoupon) -> bool:
    """Whether the code gave nothing yet, or gave just this."""
    free = models.Q(issued=None) | models.Q(issued=row)
    return bool(CouponCode.objects.filter(free, pk=kept.pk).update(issued=row))


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
