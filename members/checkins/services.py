"""Verbs of check-ins: one a day, in the shop's own time zone, each the next day of its streak or a first one.

The member's row is locked first, so that two taps at once are one check-in; the constraint of one a day
stands behind it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction

from members.accounts import standing
from members.accounts.models import User
from members.checkins.models import CheckIn, CheckInRule
from members.coupons import services as coupons
from members.coupons.models import Coupon, NotClaimable
from members.points import services as points
from minishop import clock, events
from minishop.retries import retried

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a streak as a page shows it."""

    streak: int
    day: date
    points: int
    coupon: Coupon | None
    is_done: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Where the member's streak stands, and the days of its present round."""

    streak: int
    is_done: bool
    days: list[Day]

    @property
    def today(self) -> Day:
        return next(each for each in self.days if each.is_today)


@retried
@transaction.atomic
def check_in(*, user: User) -> CheckIn | None:
    """The member was here today, and has what the day of their streak brings; once a day whatever happens.

    Nothing for staff and for whoever has no open account.
    """
    person = standing.member(user)
    if person is None:
        return None
    day, last = clock.today(), _last(person)
    if last and last.day >= day:
        return last
    rules = list(CheckInRule.objects.select_related("coupon"))
    row = CheckIn.objects.create(user=person, day=day, streak=_next(last, day, rules))
    _bring(row, _rule(rules, row.streak))
    events.emit("member.checked_in", subject=row, actor=user, member=person.pk, streak=row.streak)
    return row


def is_on() -> bool:
    """Whether a check-in brings anything."""
    return CheckInRule.objects.exists()


def week(user: User) -> Week:
    """The member's streak as it stands today, and each day of its round with what it brings."""
    rules = list(CheckInRule.objects.select_related("coupon"))
    day, last = clock.today(), _last(user)
    is_done = bool(last and last.day >= day)
    now = last.streak if last and is_done else _next(last, day, rules)
    length = max((rule.day for rule in rules), default=7)
    days = [_shown(streak, now, day, rules, is_done=is_done) for streak in range(1, max(length, now) + 1)]
    return Week(now if is_done else now - 1, is_done, days)


def _shown(streak: int, now: int, today: date, rules: Sequence[CheckInRule], *, is_done: bool) -> Day:
    rule = _rule(rules, streak)
    return Day(
        streak=streak,
        day=today + (streak - now) * DAY,
        points=rule.points if rule else 0,
        coupon=rule.coupon if rule and rule.day == streak else None,
        is_done=streak < now or (streak == now and is_done),
        is_today=streak == now,
    )


def _last(user: User) -> CheckIn | None:
    """The latest one; those of accounts that became this one count with it."""
    mine = models.Q(user=user) | models.Q(user__merged_into=user)
    return CheckIn.objects.filter(mine).order_by("-day", "-streak").first()


def _next(last: CheckIn | None, day: date, rules: Sequence[CheckInRule]) -> int:
    """The day of the streak that `day` would be: it begins anew after its last rule, and after a gap."""
    if last is None or last.day < day - DAY:
        return 1
    ends = max((rule.day for rule in rules), default=0)
    return 1 if ends and last.streak >= ends else last.streak + 1


def _rule(rules: Sequence[CheckInRule], streak: int) -> CheckInRule | None:
    reached = [rule for rule in rules if rule.day <= streak]
    return max(reached, key=lambda rule: rule.day, default=None)


def _bring(row: CheckIn, rule: CheckInRule | None) -> None:
    """The day's points, and its coupon where the rule is of this very day and there is one left."""
    if rule is None:
        return
    source = f"check-in:{row.pk}"
    if rule.points:
        lot = points.earn(user=row.user, points=rule.points, kind="check_in", source=source)
        row.points = lot.earned if lot else 0
        row.save(update_fields=["points"])
    if rule.coupon and rule.day == row.streak:
        with suppress(NotClaimable), transaction.atomic():  # over, all gone, or they have had theirs
            coupons.issue(coupon=rule.coupon, user=row.user, source=source)
