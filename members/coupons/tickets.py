"""Rows become tickets: what the search for the best coupons knows of one."""

from collections.abc import Iterable
from typing import Any

from members.couponplans.values import Things, Ticket
from members.coupons.models import Coupon, CouponScope, IssuedCoupon


def of(issued: IssuedCoupon) -> Ticket:
    """A member's own coupon; read it with `whole()`."""
    return _ticket(
        issued.coupon, key=f"issued:{issued.pk}", issued_id=issued.pk, ends_at=issued.ends_at,
        starts_at=issued.starts_at if getattr(issued, "is_early", False) else None,
    )  # fmt: skip


def of_code(coupon: Coupon, code: str) -> Ticket:
    """What a guest told a code of."""
    return _ticket(coupon, key=f"code:{code}", code=code, ends_at=coupon.ends_at)


def _ticket(coupon: Coupon, **told: Any) -> Ticket:
    scopes = list(coupon.scopes.all())
    return Ticket(
        coupon_id=coupon.pk,
        kind=coupon.kind,
        stack=coupon.stack,
        currency=coupon.currency,
        title=coupon.t.title,
        value=coupon.value,
        cap=coupon.cap,
        threshold=coupon.threshold,
        gift_id=coupon.gift_id,
        full_price_only=coupon.full_price_only,
        combines_with=frozenset(coupon.combines_with),
        is_exclusive=coupon.is_exclusive,
        priority=coupon.priority,
        included=_things(scope for scope in scopes if not scope.is_excluded),
        excluded=_things(scope for scope in scopes if scope.is_excluded),
        **told,
    )


def _things(scopes: Iterable[CouponScope]) -> Things:
    rows = list(scopes)
    return Things(
        products=frozenset(row.product_id for row in rows if row.product_id),
        collections=frozenset(row.collection_id for row in rows if row.collection_id),
        vendors=frozenset(row.vendor_id for row in rows if row.vendor_id),
    )
