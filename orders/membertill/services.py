"""Verbs at the till for the member whose code was read there: their purchase, once for a scan."""

from datetime import timedelta
from decimal import Decimal

from members.accounts.models import User
from members.coupons.models import IssuedCoupon
from minishop import clock
from orders.purchases import services as purchases
from orders.purchases.models import NotTaken, Purchase
from orders.scanning.models import Scan

#: So long after the code was read the till may act on it; then it is read anew.
ACT_WITHIN = timedelta(minutes=15)


def buy(
    *,
    scan: Scan,
    receipt: str,
    amount: Decimal,
    points: int = 0,
    issued: IssuedCoupon | None = None,
    covered: bool = False,
) -> Purchase:
    """The receipt counts for the member whose code this scan read; pressed twice, it is one purchase.

    Raises:
        NotTaken: no member's code was read, or too long ago; and whatever `purchases.record` raises.
    """
    if known := of_scan(scan):
        return known
    if scan.outcome != Scan.Outcome.MEMBER or is_late(scan):
        raise NotTaken("late")
    return purchases.record(
        member=member_of(scan), store=scan.store, staff=scan.staff, receipt=receipt, amount=amount,
        nonce=_nonce(scan), code=scan.code, points=points, issued=issued, covered=covered,
    )  # fmt: skip


def of_scan(scan: Scan) -> Purchase | None:
    """The purchase that was made of this scan."""
    return Purchase.objects.filter(nonce=_nonce(scan)).select_related("coupon__coupon", "member").first()


def is_late(scan: Scan) -> bool:
    return clock.now() - scan.at > ACT_WITHIN


def member_of(scan: Scan) -> User:
    """Whoever has the account of the code by now."""
    assert scan.member is not None  # the database holds it for a member's scan
    return scan.member.merged_into or scan.member


def _nonce(scan: Scan) -> str:
    return f"{scan.nonce}-sale"
