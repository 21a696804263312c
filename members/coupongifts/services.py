"""A coupon goes to a friend by a link: offered, taken by whoever opens it first, or called back.

Of a taker and a giver who calls it back at the same moment one wins: the gift's row ends once, by an
UPDATE conditional on its being open, under the lock of the coupon's.
"""

import secrets

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from members.accounts.models import User
from members.coupongifts.models import CouponGift
from members.coupons import services as coupons
from members.coupons.having import counted, standing
from members.coupons.models import IssuedCoupon, NotClaimable, NotGivable
from minishop import states
from minishop.retries import retried

State = IssuedCoupon.State


@retried
@transaction.atomic
def offer(*, issued: IssuedCoupon, user: User) -> str:
    """Whoever opens the link with this secret first has the coupon; a link from before opens nothing.

    Raises:
        NotGivable: it is not theirs, not one that may be given, or can't be used now.
    """
    row = _locked(issued.pk)
    if row.user_id != user.pk or not row.coupon.can_be_given or not _is_live(row):
        raise NotGivable
    secret = secrets.token_urlsafe(24)
    coupons.withdraw_offer(row)
    if row.state == State.READY:
        states.move(row, "state", State.OFFERED, event="coupon.offered")
    CouponGift.objects.create(issued=row, digest=digest(secret), giver=user)
    return secret


def open_gift(secret: str) -> CouponGift | None:
    """What the link offers, with its coupon and its giver; nothing where it was taken or called back."""
    rows = CouponGift.objects.filter(digest=digest(secret), taken_at=None, recalled_at=None)
    row = rows.select_related("issued__coupon", "giver").first()
    return row if row and _is_live(row.issued) else None


@retried
@transaction.atomic
def take(*, secret: str, user: User) -> IssuedCoupon:
    """The coupon is the taker's; repeated by them, nothing changes.

    Raises:
        NotGivable: it was taken or called back, is over, or is their own.
        NotClaimable: they had as many of it as one member may, or may have none.
    """
    gift = CouponGift.objects.filter(digest=digest(secret)).select_related("issued__coupon").first()
    if gift is None:
        raise NotGivable
    person = standing(user, gift.issued.coupon)
    row = _locked(gift.issued_id)
    gift.refresh_from_db(fields=["taken_at", "taker"])
    if gift.taken_at and gift.taker_id == person.pk:
        return row
    if gift.giver_id == person.pk or not _is_live(row) or not _end(gift, taken_at=Now(), taker=person):
        raise NotGivable
    if not _had_it(row, person) and not _counted(row, person):
        raise NotClaimable(row.coupon, "member")
    states.move(
        row, "state", State.READY, event="coupon.taken", actor=person, user=person,
        reminded_at=None, tell={"gift": gift.pk, "giver": gift.giver_id},
    )  # fmt: skip
    return row


@retried
@transaction.atomic
def recall(*, issued: IssuedCoupon, user: User) -> IssuedCoupon:
    """The link opens nothing any more, and the coupon is the giver's to use; repeated, nothing changes.

    Raises:
        NotGivable: a friend has it by now, or it is over.
    """
    row = _locked(issued.pk)
    if row.user_id == user.pk and row.state == State.READY:
        return row
    gift = CouponGift.objects.filter(issued=row, giver=user, taken_at=None, recalled_at=None).first()
    if gift is None or not _end(gift, recalled_at=Now()):
        raise NotGivable
    states.move(row, "state", State.READY, event="coupon.recalled", actor=user)
    return row


def digest(secret: str) -> str:
    return salted_hmac("members.coupongifts", secret, algorithm="sha256").hexdigest()


def _locked(pk: int) -> IssuedCoupon:
    rows = IssuedCoupon.objects.select_for_update(of=("self",)).select_related("coupon")
    return rows.get(pk=pk)


def _is_live(row: IssuedCoupon) -> bool:
    """Ready or offered, and not over."""
    rows = IssuedCoupon.objects.filter(pk=row.pk, state__in=[State.READY, State.OFFERED])
    return rows.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=Now())).exists()


def _end(gift: CouponGift, **how: object) -> bool:
    """Whether the gift was still open, and ends so."""
    return bool(CouponGift.objects.filter(pk=gift.pk, taken_at=None, recalled_at=None).update(**how))


def _had_it(row: IssuedCoupon, person: User) -> bool:
    """They gave it away themselves once, and were counted then."""
    return CouponGift.objects.filter(issued=row, giver=person, taken_at__isnull=False).exists()


def _counted(row: IssuedCoupon, person: User) -> bool:
    return counted("couponholder", "user_id", row.coupon_id, person.pk, row.coupon.per_member)
