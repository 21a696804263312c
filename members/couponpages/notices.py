"""Tells members of their coupons: one that came by itself, those that end soon, a gift that was taken."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation

from members.accounts.models import User
from members.coupongifts.models import CouponGift
from members.couponpages import tickets
from members.coupons.models import IssuedCoupon
from minishop import notify
from minishop.links import absolute
from minishop.notify import Recipient

#: A member who asked for a coupon knows that they have it.
ASKED_FOR = {"claim", "points", "code", "shared"}


def issued(row: IssuedCoupon, by: str) -> None:
    """The member knows of a coupon that they did not ask for."""
    if row.user and by not in ASKED_FOR and row.state == IssuedCoupon.State.READY:
        _tell(row.user, "coupon-issued", f"coupon:{row.pk}", coupons=[row])


def expiring(rows: Sequence[IssuedCoupon], reference: str) -> None:
    """The member knows which of their coupons end soon, those that are still theirs to use."""
    still = [row for row in rows if row.state == IssuedCoupon.State.READY]
    if still and still[0].user:
        _tell(still[0].user, "coupon-expiring", reference, coupons=still)


def taken(gift: CouponGift) -> None:
    """The giver knows that the friend has it."""
    _tell(gift.giver, "coupon-taken", f"coupon-gift:{gift.pk}", coupon=gift.issued.coupon)


def _tell(
    person: User, kind: str, reference: str, *, coupons: Sequence[IssuedCoupon] = (), **facts: Any
) -> None:
    if person.erased_at or person.merged_into_id:
        return
    to = Recipient(
        email=person.email or "", phone=str(person.phone or ""), user=person, language=person.language or ""
    )
    with translation.override(to.language or translation.get_language()):
        lines = [_line(row) for row in coupons]
        told = facts["coupon"].t.title if "coupon" in facts else ""
    context = {"coupons": lines, "coupon": told, "link": absolute(reverse("me-coupons"))}
    notify.send(kind, reference=reference, to=to, context=context)


def _line(row: IssuedCoupon) -> str:
    """The coupon, and what it covers until when, in a line."""
    shown = tickets.Ticket(row.coupon, row)
    return " · ".join(part for part in (row.coupon.t.title, shown.rules) if part)
