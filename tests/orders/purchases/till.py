"""A house, its clerk, a member with points and coupons."""

import itertools
from decimal import Decimal
from typing import Any

from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import Coupon, IssuedCoupon
from members.points import services as points
from orders.purchases import services as purchases
from orders.purchases.models import Purchase
from orders.stores.models import Store
from tests import factories

_numbers = itertools.count(1)


def points_of(user: User, count: int = 1000) -> None:
    """The member has so many points to spend."""
    points.earn(user=user, points=count, kind="import", source=f"import:{next(_numbers)}")


def coupon_of(user: User, **fields: Any) -> IssuedCoupon:
    """¥80 off from ¥1,000, the member's own."""
    told = {"title": "Moonrise", "kind": "amount", "value": 80, "threshold": 1000, "way": "staff"} | fields
    coupon = Coupon.objects.create(**told)
    return coupons.issue(coupon=coupon, user=user, source=f"test:{next(_numbers)}")


def bought(member: User, store: Store, staff: User, **fields: Any) -> Purchase:
    """A receipt of ¥1,200, with a code of its own."""
    n = next(_numbers)
    told = {"receipt": f"T{n}", "amount": Decimal(1200), "nonce": f"nonce-{n}", "code": f"code-{n}"}
    return purchases.record(member=member, store=store, staff=staff, **told | fields)


def manager(store: Store) -> User:
    """Staff who may take purchases back."""
    return factories.staff("admin", store=store)
