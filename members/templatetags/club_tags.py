"""What pages say of the club to a member: figures of points, and where things to do are done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django import template
from django.conf import settings
from django.db.models import Count, Min
from django.shortcuts import resolve_url
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.accounts.models import User
from members.checkins import services as checkins
from members.coupons.models import IssuedCoupon
from members.lots.models import PointsProgramme
from members.points import services as points
from minishop.templatetags.shop import money

register = template.Library()

#: By an activity's code: its icon, and the page where it is done.
DOORS = {
    "signed_up": ("me", ""),
    "profile_told": ("pen", "me-profile"),
    "birthday_told": ("cake", "me-profile"),
    "reviewed": ("star", "orders"),
    "referred": ("join", "me-invite"),
    "invited": ("gift", ""),
    "posted": ("image", ""),
}


@dataclass(frozen=True, slots=True)
class Door:
    """An activity's icon, and the page where it is done, where there is one."""

    mark: str
    href: str


@register.simple_tag
def task_door(code: str) -> Door:
    mark, name = DOORS.get(code, ("star", ""))
    return Door(mark, resolve_url(name) if name else "")


@register.simple_tag
def checks_in() -> bool:
    """Whether checking in brings anything at present."""
    return checkins.is_on()


@register.simple_tag(takes_context=True)
def points_of(context: Context) -> points.Figures:
    """The member's figures of points."""
    user: User = context["request"].user
    return points.figures(user)


@dataclass(frozen=True, slots=True)
class Ready:
    """How many coupons a member may use now, and when the first of them ends, where it does."""

    count: int
    ends_at: datetime | None


@register.simple_tag(takes_context=True)
def coupons_ready(context: Context) -> Ready:
    """The member's usable coupons, counted by one query."""
    mine = IssuedCoupon.objects.usable().filter(user=context["request"].user)
    return Ready(**mine.aggregate(count=Count("pk"), ends_at=Min("ends_at")))


@register.simple_tag(takes_context=True)
def streak_of(context: Context) -> checkins.Week | None:
    """The member's streak; nothing where checking in brings nothing."""
    return checkins.week(context["request"].user) if checkins.is_on() else None


@register.filter
def plainly(value: int) -> str:
    """A number of points, grouped, with a true minus."""
    return f"{'−' if value < 0 else ''}{abs(value):,}"


@register.filter
def signed(value: int) -> str:
    """A movement of points: +50, −400."""
    return f"+{value:,}" if value > 0 else plainly(value)


@register.filter
def last_day(end: datetime) -> str:
    """The last day on which what ends at that moment can be spent, by the shop's clock."""
    day = timezone.localtime(end - timedelta(seconds=1)).date()
    short = day.year == timezone.localdate().year
    return date_format(day, "MONTH_DAY_FORMAT" if short else "DATE_FORMAT")


@register.simple_tag
def per_unit(programme: PointsProgramme) -> str:
    """What the currency's unit brings, in words; a fraction of a point as what one takes."""
    rate, one = Decimal(programme.per_unit), Decimal(1)
    if rate >= 1 and rate == rate.to_integral_value():
        words = ngettext("%(n)d point for each %(unit)s", "%(n)d points for each %(unit)s", int(rate))
        return words % {"n": int(rate), "unit": money(one, settings.CURRENCY)}
    spent = Decimal(100)
    told = {"n": f"{(rate * spent).normalize():f}", "unit": money(spent, settings.CURRENCY)}
    return _("%(n)s points for each %(unit)s") % told


@register.simple_tag
def worth_of(programme: PointsProgramme) -> str:
    """What points pay, in words."""
    told = {"n": f"{programme.worth:,}", "unit": money(Decimal(1), settings.CURRENCY)}
    return _("%(n)s points pay %(unit)s") % told


@register.simple_tag
def ends_in_words(programme: PointsProgramme) -> str:
    """When points end, in words."""
    after = programme.expiry_after
    if programme.expiry == PointsProgramme.Expiry.NEVER:
        return _("They never end")
    if programme.expiry == PointsProgramme.Expiry.DAYS:
        words = ngettext("They last %(n)d day", "They last %(n)d days", after)
    elif programme.expiry == PointsProgramme.Expiry.MONTH_END:
        if after < 2:
            return (
                _("They last until the end of next month") if after else _("They last until the month ends")
            )
        words = _("They last until a month ends, %(n)d months on")
    elif after < 2:
        return _("They last until the end of next year") if after else _("They last until the year ends")
    else:
        words = _("They last until a year ends, %(n)d years on")
    return words % {"n": after}
