"""A member in lists: points line by line, coupons, tiers, check-ins, and what staff gave."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.accounts.models import User
from members.checkins.models import CheckIn
from members.club.portrait import SHOWN, Page, tab
from members.coupons.models import IssuedCoupon
from members.credit.models import CreditGrant
from members.lots.models import PointsGrant
from members.points import services as points
from members.tiers.models import PaidMembership, TierChange
from minishop.dashboard import list_of
from minishop.templatetags.shop import money

WHY = {
    "joined": gettext_lazy("Joined"),
    "reached": gettext_lazy("Reached"),
    "lapsed": gettext_lazy("Lapsed"),
    "taken_back": gettext_lazy("Taken back by a return"),
    "staff": gettext_lazy("Given by staff"),
    "imported": gettext_lazy("Brought over"),
    "merged": gettext_lazy("Brought over from another account"),
}
COUPON_STATES = {
    "ready": gettext_lazy("Ready"),
    "offered": gettext_lazy("Offered to a friend"),
    "reserved": gettext_lazy("In an unpaid order"),
    "used": gettext_lazy("Used"),
    "expired": gettext_lazy("Expired"),
    "revoked": gettext_lazy("Taken back"),
}
REASONS = {
    "goodwill": gettext_lazy("Goodwill"),
    "correction": gettext_lazy("Correction"),
    "campaign": gettext_lazy("Campaign"),
    "purchase": gettext_lazy("Purchase"),
}


@tab("points", gettext_lazy("Points"), permission="members.view_pointsaccount", position=10)
def statement(user: User) -> Page:
    """As the member reads it: each line with the balance after it."""
    lines = points.statement(user).lines[:SHOWN]
    rows = [
        [_moment(each.at), each.words, each.about, _signed(each.points), f"{each.after:,}"] for each in lines
    ]
    return Page([_("when"), _("what"), _("about"), _("points"), _("after it")], rows)


@tab("coupons", gettext_lazy("Coupons"), permission="members.view_issuedcoupon", position=20)
def coupons(user: User) -> Page:
    found = IssuedCoupon.objects.filter(user=user).select_related("coupon").order_by("-pk")[:SHOWN]
    rows = [
        [
            _moment(each.issued_at),
            each.coupon.t.title,
            COUPON_STATES[each.state],
            _day(each.ends_at),
            each.used_for,
        ]
        for each in found
    ]
    more = list_of("members.issuedcoupon", user__id__exact=user.pk)
    return Page([_("issued"), _("coupon"), _("state"), _("until"), _("used for")], rows, more)


@tab("tiers", gettext_lazy("Tiers"), permission="members.view_tierchange", position=30)
def tiers(user: User) -> Page:
    """What they came into and why, and what they paid for."""
    changes = TierChange.objects.filter(user=user).select_related("before", "after", "actor")[:SHOWN]
    rows: list[Any] = [
        [each.at, each.before.t.name if each.before else "—", each.after.t.name, WHY[each.why],
         money(each.figure), str(each.actor or "")]
        for each in changes
    ]  # fmt: skip
    bought = PaidMembership.objects.filter(user=user).select_related("plan__tier")[:SHOWN]
    for each in bought:
        over = (
            _("Paid back") if each.revoked_at else _("Paid for, until %(day)s") % {"day": _day(each.ends_at)}
        )
        rows.append([each.starts_at, "", each.plan.tier.t.name, over, "", ""])
    rows.sort(key=lambda row: row[0], reverse=True)
    told = [[_moment(at), *cells] for at, *cells in rows]
    return Page([_("when"), _("before"), _("after"), _("why"), _("figure"), _("who")], told)


@tab("check-ins", gettext_lazy("Check-ins"), permission="members.view_checkin", position=60)
def check_ins(user: User) -> Page:
    found = CheckIn.objects.filter(user=user).order_by("-day")[:SHOWN]
    rows = [[date_format(each.day, "SHORT_DATE_FORMAT"), each.streak, f"{each.points:,}"] for each in found]
    return Page([_("day"), _("in a row"), _("points")], rows)


@tab("given", gettext_lazy("Given by staff"), permission="members.view_creditgrant", position=70)
def given(user: User) -> Page:
    """Points and store credit that staff gave or took, with what they wrote about it."""
    rows: list[Any] = [
        [each.at, _("%(points)s points") % {"points": _signed(each.points)}, REASONS[each.reason], each.note,
         str(each.actor or "")]
        for each in PointsGrant.objects.filter(user=user).select_related("actor")[:SHOWN]
    ]  # fmt: skip
    for gift in CreditGrant.objects.filter(user=user).select_related("actor")[:SHOWN]:
        rows.append(
            [
                gift.at,
                money(gift.amount, gift.currency),
                REASONS[gift.reason],
                gift.note,
                str(gift.actor or ""),
            ]
        )
    rows.sort(key=lambda row: row[0], reverse=True)
    told = [[_moment(at), *cells] for at, *cells in rows[:SHOWN]]
    return Page([_("when"), _("what"), _("why"), _("note"), _("who")], told)


def _moment(at: Any) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")


def _day(at: Any) -> str:
    return date_format(localtime(at), "SHORT_DATE_FORMAT") if at else "—"


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else '−'}{abs(points):,}"
