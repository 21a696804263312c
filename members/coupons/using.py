"""Verbs of what is done with a coupon one has: reserved for an order, used, free again, taken again.

Each move is an UPDATE conditional on the state it begins in, in the order of the rows' numbers; the
coupons' own counters come before, in the order of theirs.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now

from members.coupons.models import Coupon, IssuedCoupon, NotUsable
from minishop import states
from minishop.retries import retried

State = IssuedCoupon.State


@retried
@transaction.atomic
def reserve(*, issued: IssuedCoupon, reference: str) -> IssuedCoupon:
    """The coupon is this order's until it is paid or over; repeated for the same order, nothing changes.

    Raises:
        NotUsable: another has it, its time has not come or is over, or it was given away or taken back.
    """
    row = _locked(issued)
    if row.used_for == reference:
        return row
    if why := _why_not(row):
        raise NotUsable(row, why)
    states.move(row, "state", State.RESERVED, event="coupon.reserved", used_for=reference)
    return row


@retried
@transaction.atomic
def use(*, reference: str, issued: IssuedCoupon | None = None) -> list[IssuedCoupon]:
    """What the order had reserved is used, or this one at once at a counter; the same coupons if repeated.

    Raises:
        NotUsable: the one given can't be.
    """
    if issued is not None:
        reserve(issued=issued, reference=reference)
    rows = _of(reference)
    fresh = [row for row in rows if row.state == State.RESERVED]
    _count(fresh, +1)
    for row in fresh:
        states.move(row, "state", State.USED, event="coupon.used", used_at=Now(), tell=_told(row))
    return rows


@retried
@transaction.atomic
def release(*, reference: str) -> list[IssuedCoupon]:
    """The order has no coupon any more: each is its member's again, or expired by rule.

    What was only reserved is free again; what was used only where its coupon `returns_on_cancel`. Either
    has expired where its time is over.
    """
    rows = _of(reference)
    _count([row for row in rows if row.state == State.USED], -1)
    over = set(
        IssuedCoupon.objects.filter(pk__in=[row.pk for row in rows]).over().values_list("pk", flat=True)
    )
    for row in rows:
        stays = row.state == State.USED and not row.coupon.returns_on_cancel
        to = State.EXPIRED if stays or row.pk in over else State.READY
        states.move(
            row, "state", to, event="coupon.released", used_for="", used_at=None, tell=_told(row)
        )  # fmt: skip
    return rows


@retried
@transaction.atomic
def take_again(*, reference: str, issued: IssuedCoupon) -> IssuedCoupon:
    """The order that gave it up has it again, even after its time; for an order that late money revives.

    Raises:
        NotUsable: another order has it, or it was given away or taken back meanwhile.
    """
    row = _locked(issued)
    if row.used_for == reference:
        return row
    if not states.may_move(row, "state", State.RESERVED):
        raise NotUsable(row, row.state)
    states.move(row, "state", State.RESERVED, event="coupon.reserved", used_for=reference, again=True)
    return row


def _locked(issued: IssuedCoupon) -> IssuedCoupon:
    return IssuedCoupon.objects.select_for_update().get(pk=issued.pk)


def _why_not(row: IssuedCoupon) -> str:
    """Why it can't be used now; nothing where it can."""
    if row.state != State.READY:
        return row.state
    if IssuedCoupon.objects.usable().filter(pk=row.pk).exists():
        return ""
    return "over" if IssuedCoupon.objects.overdue().filter(pk=row.pk).exists() else "early"


def _of(reference: str) -> list[IssuedCoupon]:
    """What the order has, with the coupons' own rows locked first."""
    rows = IssuedCoupon.objects.filter(used_for=reference).order_by("pk")
    held = rows.values("coupon")
    list(Coupon.objects.select_for_update(no_key=True).filter(pk__in=held).order_by("pk").values_list("pk"))
    return list(rows.select_for_update(of=("self",)).select_related("coupon"))


def _count(rows: Iterable[IssuedCoupon], by: int) -> None:
    for pk in sorted(row.coupon_id for row in rows):
        Coupon.objects.filter(pk=pk).update(used=models.F("used") + by)


def _told(row: IssuedCoupon) -> dict[str, Any]:
    return {"coupon": row.coupon_id, "member": row.user_id, "for": row.used_for}
