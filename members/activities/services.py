"""Verbs of activities: what members do for points, announced by its code, counted and brought once.

Features that announce call nothing: `handlers.py` reacts to their events. The member's row is locked
first, so that two announcements at once count one after the other; a source counts once by constraint.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from members.accounts import standing
from members.accounts.models import User
from members.activities.models import Activity, ActivityDone
from members.lots.models import PointsLot
from members.points import services as points
from minishop import clock, events
from minishop.retries import retried

#: What nobody can set about any more once they are a member: shown when it was done.
PAST = {"signed_up", "invited"}
#: What brings points of another kind than an activity's.
KINDS = {"referred": PointsLot.Kind.REFERRAL, "invited": PointsLot.Kind.REFERRAL}


@dataclass(frozen=True, slots=True)
class Task:
    """An activity as its page shows it: how often the member did it in its period, and may still."""

    activity: Activity
    count: int

    @property
    def is_done(self) -> bool:
        return self.count >= self.activity.times


@retried
@transaction.atomic
def done(*, user: User, code: str, source: str) -> ActivityDone | None:
    """The member did it, and has its points; once for each source, so many times a period.

    Nothing where the shop asks for no such thing, it was done often enough, or they are no member.
    """
    person = standing.member(user)
    activity = Activity.objects.filter(code=code, is_on=True).first()
    if person is None or activity is None:
        return None
    mine = ActivityDone.objects.filter(activity=activity, user=person)
    if known := mine.filter(source=source).first():
        return known
    slot = _slot(activity.period)
    if mine.filter(slot=slot).count() >= activity.times:
        return None
    row = ActivityDone.objects.create(
        activity=activity, user=person, source=source, slot=slot, times=activity.times, points=0
    )
    _bring(row)
    events.emit("activity.done", subject=row, actor=user, member=person.pk, code=code, points=row.points)
    return row


def tasks(user: User) -> list[Task]:
    """Everything the shop asks for, and how far the member is with it."""
    asked = list(Activity.objects.filter(is_on=True))
    slots = {_slot(period) for period in Activity.Period}
    mine = ActivityDone.objects.filter(user=user, slot__in=slots)
    counts = {
        (activity, slot): count
        for activity, slot, count in mine.values_list("activity", "slot").annotate(Count("pk"))
    }
    found = [Task(each, counts.get((each.pk, _slot(each.period)), 0)) for each in asked]
    return [task for task in found if task.count or task.activity.code not in PAST]


def worth(code: str) -> int:
    """What doing it brings; nothing where the shop does not ask for it."""
    return Activity.objects.filter(code=code, is_on=True).values_list("points", flat=True).first() or 0


def _bring(row: ActivityDone) -> None:
    if not row.activity.points:
        return
    kind = KINDS.get(row.activity.code, PointsLot.Kind.ACTIVITY)
    lot = points.earn(user=row.user, points=row.activity.points, kind=kind, source=f"activity:{row.pk}")
    row.points = lot.earned if lot else 0
    row.save(update_fields=["points"])


def _slot(period: str) -> str:
    """The present period by the shop's own calendar."""
    if period == Activity.Period.EVER:
        return "ever"
    day = f"{clock.today():%Y-%m-%d}"
    return day[:7] if period == Activity.Period.MONTH else day
