"""Coupons of a small shop: ¥80 off from nothing on, unless said otherwise."""

import itertools
from decimal import Decimal
from typing import Any

from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import Coupon, IssuedCoupon

_numbers = itertools.count(1)


def offer(**fields: Any) -> Coupon:
    told: dict[str, Any] = {"title": f"Moonrise {next(_numbers)}", "kind": "amount", "value": Decimal(80)}
    return Coupon.objects.create(**told | fields)


def had(user: User, coupon: Coupon | None = None, **fields: Any) -> IssuedCoupon:
    """The member has one of it."""
    source = f"test:{next(_numbers)}"
    return coupons.issue(coupon=coupon or offer(**{"way": "staff", **fields}), user=user, source=source)
