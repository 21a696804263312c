"""Verbs of points: they come, settle, are taken back, held, spent, come back, and end.

Every verb locks the member's account first (`accounts.locked`), takes out what is overdue, and is one
posting; a repeated reference, source or key changes nothing. Who was erased, works here, or was joined
into another account gets nothing; the account that stays does.
"""

from datetime import datetime

from django.db import models, transaction
from django.db.models.functions import Now

from members.lots import expiry
from members.lots.models import PointsAccount, PointsLot
from members.lots.programmes import after_days, programme
from members.points.earning import Reversed, earn, reverse, settle
from members.points.granting import grant
from members.points.leaving import join, lapse
from members.points.reading import Figures, Line, Statement, figures, known, statement, subjects, whole
from members.points.spending import commit, give_back, hold, release, spend
from minishop import clock, events, schedule

__all__ = [
    "Figures", "Line", "Reversed", "Statement", "commit", "earn", "expire_due", "figures", "give_back",
    "grant", "hold", "join", "known", "lapse", "programme", "release", "remind_due", "reverse", "settle",
    "settle_due", "spend", "statement", "subjects", "whole",
]  # fmt: skip

#: Lots of one step of the expiry: some tens of milliseconds, in which their accounts are locked.
BATCH = 1_000


def expire_due(limit: int = BATCH) -> int:
    """Nothing is overdue any more, but in accounts somebody works with; answers how many lots ended.

    Each batch of so many lots is a transaction of its own: a job that was killed is gone on with.
    """
    done, last = 0, None
    while found := expiry.batch(limit, last):
        done += expiry.step(found.accounts)
        last = found.last
    return done


def settle_due(limit: int = BATCH) -> int:
    """What settles by a moment that has come can be spent; answers how many lots did."""
    due = PointsLot.objects.filter(settled_at=None, remaining__gt=0, settles_at__lte=Now())
    rows = list(due.order_by("settles_at", "pk").values_list("kind", "source")[:limit])
    return schedule.each(rows, lambda row: settle(kind=row[0], source=row[1]), "points.settling_failed")


def remind_due(limit: int = BATCH) -> int:
    """Members of whose points some end soon are told once of each lot: `points.expiring`."""
    until = after_days(clock.now(), programme().remind_days)
    owners = _ending(until).order_by().values_list("account", flat=True).distinct()[:limit]
    return schedule.each(list(owners), lambda pk: _remind(pk, until), "points.reminding_failed")


def _ending(until: datetime) -> models.QuerySet[PointsLot]:
    rows = PointsLot.objects.free().filter(expires_at__gt=Now(), expires_at__lte=until)
    return rows.filter(reminded_at=None)


@transaction.atomic
def _remind(pk: int, until: datetime) -> bool:
    account = PointsAccount.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
    lots = list(_ending(until).filter(account=account)) if account else []
    if account is None or not lots:
        return False
    PointsLot.objects.filter(pk__in=[lot.pk for lot in lots]).update(reminded_at=Now())
    first = min(lot.expires_at for lot in lots if lot.expires_at).isoformat()
    count = sum(lot.remaining for lot in lots)
    events.emit("points.expiring", subject=account, at=first, member=account.user_id, points=count)
    return True
