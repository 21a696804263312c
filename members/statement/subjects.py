"""What the points of check-ins, activities, occasions and coupons are about, for the lines of a statement."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from members.activities.models import ActivityDone
from members.checkins.models import CheckIn
from members.coupons.models import Coupon
from members.occasions.models import OccasionGift
from members.points import services as points

Told = dict[str, tuple[str, str]]


def of_check_ins(references: list[str]) -> Told:
    """Which day in a row it was, and the page of check-ins."""
    rows = _rows(references)
    href = reverse("check-in")
    found = CheckIn.objects.filter(pk__in=rows.values()).values_list("pk", "streak")
    return _told(rows, {pk: (_("day %(n)s in a row") % {"n": n}, href) for pk, n in found})


def of_activities(references: list[str]) -> Told:
    """What was done, and the page of ways to points."""
    rows = _rows(references)
    href = reverse("me-activities")
    found = ActivityDone.objects.filter(pk__in=rows.values()).select_related("activity")
    return _told(rows, {row.pk: (row.activity.t.title, href) for row in found})


def of_occasions(references: list[str]) -> Told:
    """The occasion in its own words; it has no page."""
    rows = _rows(references)
    found = OccasionGift.objects.filter(pk__in=rows.values()).select_related("occasion")
    return _told(rows, {row.pk: (row.occasion.t.title, "") for row in found})


def of_coupons(references: list[str]) -> Told:
    """The coupon they were given for, and the page of one's coupons."""
    rows = _rows(references)
    href = reverse("me-coupons")
    found = Coupon.objects.filter(pk__in=rows.values())
    return _told(rows, {coupon.pk: (coupon.t.title, href) for coupon in found})


def _rows(references: Iterable[str]) -> dict[str, int]:
    """The row's number of each reference, as in `check-in:12:check_in`."""
    return {each: int(each.split(":")[1]) for each in references}


def _told(rows: dict[str, int], known: dict[int, tuple[str, str]]) -> Told:
    return {reference: known[pk] for reference, pk in rows.items() if pk in known}


points.subjects.add("check-in", of_check_ins)
points.subjects.add("activity", of_activities)
points.subjects.add("occasion", of_occasions)
points.subjects.add("coupon", of_coupons)
