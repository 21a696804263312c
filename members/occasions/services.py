"""Verbs of occasions: a sweep brings each member what the day brings, once.

The member's row is locked before it is asked again whether the gift is still due, so that two sweeps at
once give one; the constraint of one gift for each occasion, member and day stands behind it. A birthday
told after its day brings nothing that year, and no two birthdays of one member lie within 330 days,
whatever was told meanwhile.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from members.accounts import standing
from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import NotClaimable
from members.occasions import calendar
from members.occasions.models import Occasion, OccasionGift
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import PaidMembership
from minishop import clock, events, schedule
from minishop.retries import retried

DAY = timedelta(days=1)
#: Nobody has two birthdays within so many days.
APART = timedelta(days=330)
#: A sweep that was down so long still brings what it missed.
LATE = timedelta(days=3)


def sweep() -> int:
    """Everybody has what today brings them; how many gifts there were."""
    today, given = clock.today(), 0
    for occasion in Occasion.objects.filter(is_on=True).select_related("coupon").prefetch_related("tiers"):
        for day in _days(occasion, today):
            gift = partial(_give, occasion, day)
            given += schedule.each(_due(occasion, day).iterator(), gift, "occasion.giving_failed")
    return given


@retried
@transaction.atomic
def give(*, occasion: Occasion, user: User, day: date) -> OccasionGift | None:
    """The member has what the occasion brings for that day, once; nothing where it is not theirs."""
    person = standing.member(user)
    if person is None or not _due(occasion, day).filter(pk=person.pk).exists():
        return None
    if not is_for(occasion, person):
        return None
    gift = OccasionGift.objects.create(occasion=occasion, user=person, day=day)
    _bring(gift)
    events.emit("occasion.given", subject=gift, member=person.pk, kind=occasion.kind, points=gift.points)
    return gift


def _give(occasion: Occasion, day: date, user: User) -> OccasionGift | None:
    return give(occasion=occasion, user=user, day=day)


def is_for(occasion: Occasion, user: User) -> bool:
    """Whether it is for members of their tier; with no tier named, for everybody."""
    meant = [tier.pk for tier in occasion.tiers.all()]
    return not meant or tiers.tier_of(user).pk in meant


def _days(occasion: Occasion, today: date) -> Iterator[date]:
    """The days whose gifts are due today."""
    if occasion.kind == Occasion.Kind.BIRTHDAY:
        last = today + occasion.days_before * DAY
        day = today - LATE
        while day <= last:
            yield day
            day += DAY
    elif (occasion.points or occasion.coupon_id) and calendar.falls_on(occasion, today):
        yield today


def _due(occasion: Occasion, day: date) -> QuerySet[User]:
    """Members who have not had the day's gift yet and may have it, but for their tier."""
    rows = User.objects.filter(is_active=True, is_staff=False, erased_at=None)
    had = OccasionGift.objects.filter(Q(user=OuterRef("pk")) | Q(user__merged_into=OuterRef("pk")))
    rows = rows.exclude(Exists(had.filter(occasion=occasion, day=day))).filter(_may_be_for(occasion))
    if occasion.kind != Occasion.Kind.BIRTHDAY:
        return rows.order_by("pk")
    born = Q()
    for month, number in calendar.born_on(day):
        born |= Q(birthday__month=month, birthday__day=number)
    in_time = Q(birthday_set_at=None) | Q(birthday_set_at__lt=clock.begins(day + DAY))
    near = had.filter(occasion__kind=Occasion.Kind.BIRTHDAY, day__gt=day - APART, day__lt=day + APART)
    return rows.filter(born, in_time).exclude(Exists(near.exclude(day=day))).order_by("pk")


def _may_be_for(occasion: Occasion) -> Q:
    """Members with one of its tiers, earned or bought; which of the two holds, `is_for` knows."""
    meant = [tier.pk for tier in occasion.tiers.all()]
    if not meant:
        return Q()
    bought = PaidMembership.objects.filter(user=OuterRef("pk"), plan__tier__in=meant, revoked_at=None)
    found = Q(membership__tier__in=meant) | Q(Exists(bought))
    return found | Q(membership=None) if tiers.base().pk in meant else found


def _bring(gift: OccasionGift) -> None:
    occasion, source = gift.occasion, f"occasion:{gift.pk}"
    if occasion.points:
        lot = points.earn(user=gift.user, points=occasion.points, kind="occasion", source=source)
        gift.points = lot.earned if lot else 0
        gift.save(update_fields=["points"])
    if occasion.coupon:
        with suppress(NotClaimable), transaction.atomic():
            coupons.issue(coupon=occasion.coupon, user=gift.user, source=source)
