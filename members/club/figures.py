"""What the club comes to: what is owed in points, what came and went in 28 days, who is in it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.accounts.models import User
from members.coupons.models import IssuedCoupon
from members.lots.models import UNIT, LotEntry
from members.points import services as points
from members.tiers.models import Tier
from minishop.dashboard import Figure, figure, list_of
from minishop.ledger.models import Account
from minishop.money import rounded
from minishop.templatetags.shop import money

PERIOD = timedelta(days=28)
#: Points that members have or will have: free, pending, held.
OWED = ("points", "points-pending", "points-held")
Kind = LotEntry.Kind


@figure(
    "points-owed", gettext_lazy("Points owed to members"), permission="members.view_pointsaccount",
    icon="toll", position=300,
)  # fmt: skip
def owed(person: Any) -> Figure:
    """What all points there are would pay, free ones, those on their way and those held for orders."""
    held = Account.objects.filter(kind__in=OWED, unit=UNIT, balance__isnull=False)
    sums = dict(held.order_by().values_list("kind").annotate(sum=Sum("balance")))
    total = int(sum(sums.values(), Decimal(0)))
    words = _("%(points)s points, %(pending)s of them on their way") % {
        "points": f"{total:,}",
        "pending": f"{int(sums.get('points-pending') or 0):,}",
    }
    return Figure(money(_worth(total)), list_of("members.pointslot"), words=words)


def _worth(total: int) -> Decimal:
    return rounded(Decimal(total) / points.programme().worth, settings.CURRENCY)


@figure(
    "points-moved", gettext_lazy("Points in 28 days"), permission="members.view_pointsaccount",
    icon="swap_vert", position=301,
)  # fmt: skip
def moved(person: Any) -> Figure:
    """How many came, were used and ended."""
    recent = LotEntry.objects.filter(posting__at__gt=Now() - PERIOD)
    told = recent.aggregate(
        earned=Sum("amount", filter=Q(kind=Kind.EARNED)),
        used=Sum("amount", filter=Q(kind__in=[Kind.USED, Kind.BACK])),
        ended=Sum("amount", filter=Q(kind=Kind.EXPIRED)),
    )
    words = _("%(used)s used, %(ended)s expired") % {
        "used": f"{-(told['used'] or 0):,}",
        "ended": f"{-(told['ended'] or 0):,}",
    }
    return Figure(f"+{told['earned'] or 0:,}", list_of("members.pointslot"), words=words)


@figure(
    "coupons-moved", gettext_lazy("Coupons in 28 days"), permission="members.view_coupon",
    icon="confirmation_number", position=302,
)  # fmt: skip
def coupons(person: Any) -> Figure:
    """How many were had, and how many used."""
    told = IssuedCoupon.objects.aggregate(
        had=Count("pk", filter=Q(issued_at__gt=Now() - PERIOD)),
        used=Count("pk", filter=Q(used_at__gt=Now() - PERIOD, state="used")),
    )
    words = _("%(used)s used") % {"used": f"{told['used']:,}"}
    return Figure(f"{told['had']:,}", list_of("members.coupon"), words=words)


@figure(
    "new-members", gettext_lazy("New members in 28 days"), permission="members.view_membership",
    icon="person_add", position=303,
)  # fmt: skip
def newcomers(person: Any) -> Figure:
    """How many joined, against the 28 days before."""
    members = User.objects.filter(is_staff=False, merged_into=None)
    told = members.aggregate(
        now=Count("pk", filter=Q(joined_at__gt=Now() - PERIOD)),
        before=Count("pk", filter=Q(joined_at__gt=Now() - 2 * PERIOD, joined_at__lte=Now() - PERIOD)),
    )
    words = _("%(before)s in the 28 days before") % {"before": f"{told['before']:,}"}
    url = list_of("members.user", is_staff__exact=0) if person.has_perm("members.view_user") else ""
    return Figure(f"{told['now']:,}", url, words=words)


@figure(
    "tiers", gettext_lazy("Members by tier"), permission="members.view_membership",
    icon="stairs", position=304,
)  # fmt: skip
def by_tier(person: Any) -> Figure:
    """How many each tier has, the lowest first."""
    tiers = Tier.objects.annotate(
        many=Count("earned_by", filter=Q(earned_by__user__is_active=True, earned_by__user__is_staff=False))
    )
    words = " · ".join(f"{tier.t.name} {tier.many:,}" for tier in tiers.order_by("rank"))
    return Figure(f"{sum(tier.many for tier in tiers):,}", list_of("members.tier"), words=words)
