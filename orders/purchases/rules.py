"""What a coupon and points take off at the counter. Reads, and changes nothing."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal

from django.conf import settings

from members.accounts.models import User
from members.coupons.models import Coupon, IssuedCoupon
from members.lots.models import NotEnoughPoints
from members.points import services as points
from members.points.tender import PointsMoney
from minishop.money import Money, rounded, unit
from orders.purchases.models import NotTaken

HUNDRED = Decimal(100)
#: Coupons that take something off an amount; the others are for parcels and bags.
AT_COUNTER = (Coupon.Kind.AMOUNT, Coupon.Kind.PERCENT)


@dataclass(frozen=True, slots=True)
class Sums:
    """A receipt, what coupon and points take off it, and what is left to pay."""

    amount: Decimal
    currency: str
    coupon_amount: Decimal
    points: int
    points_amount: Decimal

    @property
    def paid(self) -> Decimal:
        return self.amount - self.coupon_amount - self.points_amount


def sums(
    *,
    user: User,
    amount: Decimal,
    currency: str,
    points: int = 0,
    issued: IssuedCoupon | None = None,
    covered: bool = False,
) -> Sums:
    """The receipt worked out: the coupon first, then points from what it left.

    Raises:
        NotTaken: the amount, the coupon or the points can't be taken so.
        NotEnoughPoints: the member has fewer.
    """
    if amount <= 0 or amount != rounded(amount, currency):
        raise NotTaken("amount")
    off = _coupon(user, issued, Money(amount, currency), covered) if issued else Decimal(0)
    worth, count = _points(user, points, Money(amount - off, currency)) if points else (Decimal(0), 0)
    return Sums(amount, currency, off, count, worth)


def currency() -> str:
    """What tills count in."""
    return str(settings.CURRENCY)


def is_scoped(coupon: Coupon) -> bool:
    """Whether it is for some pieces only, so that whoever sees them has to say that they are there."""
    return coupon.full_price_only or bool(list(coupon.scopes.all()))


def at_counter(user: User) -> list[IssuedCoupon]:
    """The member's coupons that can be redeemed in a house, the first to end first."""
    mine = IssuedCoupon.objects.usable().filter(user=user, coupon__kind__in=AT_COUNTER, coupon__is_on=True)
    rows = mine.select_related("coupon").prefetch_related("coupon__scopes")
    return sorted(rows, key=lambda one: (one.ends_at is None, one.ends_at, one.pk))


def most(user: User, total: Money) -> tuple[int, Decimal]:
    """So many points may pay of the total, and what they are worth there; none under the floor."""
    worth = _whole(PointsMoney().most(user=user, total=total), total.currency)
    free = points.figures(user).free
    rate = points.programme().worth
    worth = min(worth, _whole(Decimal(free) / rate, total.currency))
    count = _count(worth, rate)
    return (count, worth) if count >= max(points.programme().floor, 1) else (0, Decimal(0))


def _coupon(user: User, issued: IssuedCoupon, total: Money, covered: bool) -> Decimal:
    coupon = issued.coupon
    if issued.user_id != user.pk:
        raise NotTaken("not_theirs")
    if coupon.kind not in AT_COUNTER or coupon.currency != total.currency:
        raise NotTaken("not_here")
    if total.amount < coupon.threshold:
        raise NotTaken("threshold")
    if is_scoped(coupon) and not covered:
        raise NotTaken("covered")
    off = coupon.value
    if coupon.kind == Coupon.Kind.PERCENT:
        off = rounded(total.amount * coupon.value / HUNDRED, total.currency)
        off = min(off, coupon.cap) if coupon.cap is not None else off
    return min(off, total.amount)


def _points(user: User, asked: int, total: Money) -> tuple[Decimal, int]:
    """What so many points pay, and how many that takes: no point is spent on less than a coin."""
    programme, free = points.programme(), points.figures(user).free
    if asked < max(programme.floor, 1):
        raise NotTaken("floor")
    if asked > free:
        raise NotEnoughPoints(asked, free)
    worth = _whole(Decimal(asked) / programme.worth, total.currency)
    if not worth or worth > PointsMoney().most(user=user, total=total):
        raise NotTaken("cap")
    return worth, _count(worth, programme.worth)


def _whole(amount: Decimal, currency: str) -> Decimal:
    return amount.quantize(unit(currency), rounding=ROUND_DOWN)


def _count(amount: Decimal, rate: int) -> int:
    return int((amount * rate).to_integral_value(rounding=ROUND_CEILING))
