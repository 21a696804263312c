"""A member in figures: what stands in the books of the club, asked without changing any of it."""

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.accounts.models import User
from members.club.portrait import Stroke, figure
from members.coupons.models import IssuedCoupon
from members.credit import services as credit
from members.points import services as points
from members.tiers.models import Membership
from minishop.templatetags.shop import money


@figure("tier", gettext_lazy("Tier"), permission="members.view_membership", position=10)
def tier(user: User) -> Stroke:
    """The tier purchases earned, and the figure behind it."""
    row = Membership.objects.select_related("tier").filter(user=user).first()
    if row is None:
        return Stroke("—", _("Not seen in the club yet"), "tiers")
    return Stroke(row.tier.t.name, _("%(figure)s counted") % {"figure": money(row.figure)}, "tiers")


@figure("points", gettext_lazy("Points"), permission="members.view_pointsaccount", position=20)
def balance(user: User) -> Stroke:
    """What is free, with what is on the way and what is owed."""
    told = points.figures(user)
    words = [_("worth %(money)s") % {"money": money(told.worth)}] if told.free else []
    if told.pending:
        words.append(_("%(points)s on their way") % {"points": f"{told.pending:,}"})
    if told.owed:
        words.append(_("%(points)s owed") % {"points": f"{told.owed:,}"})
    return Stroke(f"{told.free:,}", " · ".join(words), "points")


@figure("coupons", gettext_lazy("Coupons"), permission="members.view_issuedcoupon", position=30)
def coupons(user: User) -> Stroke:
    return Stroke(IssuedCoupon.objects.filter(user=user).usable().count(), _("usable now"), "coupons")


@figure("credit", gettext_lazy("Store credit"), permission="members.view_creditgrant", position=40)
def store_credit(user: User) -> Stroke | None:
    known = credit.known(user)
    return Stroke(money(known), "", "given") if known else None


@figure("seen", gettext_lazy("Last seen"), permission="members.view_user", position=90)
def seen(user: User) -> Stroke:
    """The latest day on which one of their browsers was here."""
    latest = user.devices.aggregate(at=Max("seen_at"))["at"] or user.last_login
    day = date_format(localtime(latest), "SHORT_DATE_FORMAT") if latest else "—"
    since = date_format(localtime(user.joined_at), "SHORT_DATE_FORMAT")
    return Stroke(day, _("Here since %(day)s") % {"day": since})
