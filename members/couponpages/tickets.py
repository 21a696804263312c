"""A coupon as it stands on its ticket: what it is worth, from what on, what it covers and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.coupons.models import Coupon, CouponScope, IssuedCoupon
from minishop.templatetags.shop import list_words, money

Kind, Way = Coupon.Kind, Coupon.Way
#: So many pieces or collections are named.
NAMED = 3
#: What a ticket says of its coupon, read with as many queries whatever the number.
COVERS = ("scopes__product", "scopes__collection", "scopes__vendor", "tiers")


@dataclass
class Ticket:
    """One coupon, and the member's own row of it where they have one."""

    coupon: Coupon
    issued: IssuedCoupon | None = None
    #: Why it can't be used or claimed now, in words.
    why: str = ""
    #: Whether it is in the bag already, or what it would take off there.
    is_on: bool = False
    is_best: bool = False
    amount: Any = None
    #: The order that has it, where one has.
    order: Any = None

    @property
    def percent(self) -> str:
        return percent(self.coupon)

    @property
    def below(self) -> str:
        return below(self.coupon)

    @property
    def is_later(self) -> bool:
        """Whether its time has not come yet."""
        starts = self.issued.starts_at if self.issued else self.coupon.starts_at
        return bool(starts and starts > timezone.now())

    @property
    def rules(self) -> str:
        """What it covers, from when, until when; one line."""
        said = [covers(self.coupon), *self._beside(), self.when]
        return _(". ").join(part for part in said if part)

    def _beside(self) -> list[str]:
        coupon = self.coupon
        said = []
        if coupon.kind == Kind.PERCENT and coupon.cap and coupon.threshold:
            said.append(_("Up to %(amount)s") % {"amount": money(coupon.cap, coupon.currency)})
        if coupon.kind == Kind.GIFT and coupon.gift:
            said.append(coupon.gift.product.t.title)
        if coupon.full_price_only:
            said.append(_("Full price only"))
        if names := [tier.t.name for tier in coupon.tiers.all()]:
            said.append(_("For %(tiers)s") % {"tiers": list_words(names)})
        return said

    @property
    def when(self) -> str:
        starts = self.issued.starts_at if self.issued else self.coupon.starts_at
        if starts and self.is_later:
            return _("From %(day)s") % {"day": day(starts)}
        if self.issued is None and self.coupon.days:
            return _("For %(days)s days once it is yours") % {"days": self.coupon.days}
        ends = self.issued.ends_at if self.issued else self.coupon.ends_at
        return _("Until %(day)s") % {"day": last_day(ends)} if ends else ""

    @property
    def left(self) -> str:
        """How many are left, where there are only so many."""
        limit, claimed = self.coupon.claim_limit, self.coupon.claimed
        return _("%(left)s of %(limit)s left") % {"left": limit - claimed, "limit": limit} if limit else ""


def percent(coupon: Any) -> str:
    """How many percent, of whatever has the rules of a coupon; empty for other kinds."""
    return f"{coupon.value.normalize():f}%" if coupon.kind == Kind.PERCENT else ""


def below(coupon: Any) -> str:
    """The small words beneath what it is worth."""
    if coupon.threshold:
        return _("from %(amount)s") % {"amount": money(coupon.threshold, coupon.currency)}
    if coupon.kind == Kind.PERCENT and coupon.cap:
        return _("up to %(amount)s") % {"amount": money(coupon.cap, coupon.currency)}
    return ""


def covers(coupon: Coupon) -> str:
    """What its pieces are: everything, or these, or all but those."""
    if coupon.kind == Kind.DELIVERY and not coupon.scopes.all():
        return _("Any order")
    told, left_out = _named(coupon, False), _named(coupon, True)
    these = told or _("Everything")
    return _("%(these)s, without %(those)s") % {"these": these, "those": left_out} if left_out else these


def _named(coupon: Coupon, is_excluded: bool) -> str:
    """The first few by name, and how many more."""
    names = [name(scope) for scope in coupon.scopes.all() if scope.is_excluded == is_excluded]
    said, more = str(list_words(names[:NAMED])), len(names) - NAMED
    return _("%(names)s and %(more)s more") % {"names": said, "more": more} if more > 0 else said


def name(scope: CouponScope) -> str:
    if scope.product:
        return str(scope.product.t.title)
    return str(scope.collection.t.title) if scope.collection else str(scope.vendor.t.name)  # type: ignore[union-attr]


def day(moment: datetime) -> str:
    local = timezone.localtime(moment)
    same = local.year == timezone.localtime().year
    return date_format(local, "MONTH_DAY_FORMAT" if same else "DATE_FORMAT")


def last_day(moment: datetime) -> str:
    """The last day on which it holds: what ends at midnight ends the day before."""
    return day(moment - timedelta(seconds=1))


def of_offers(coupons: QuerySet[Coupon]) -> list[Ticket]:
    return [Ticket(coupon) for coupon in coupons.select_related("gift__product").prefetch_related(*COVERS)]


def of_issued(rows: QuerySet[IssuedCoupon]) -> list[Ticket]:
    related = [f"coupon__{one}" for one in COVERS]
    found: Iterable[IssuedCoupon] = rows.select_related("coupon__gift__product").prefetch_related(*related)
    return [Ticket(row.coupon, row) for row in found]
