"""Verbs of gifts for many: gather, say, start, go on.

A row is claimed by a conditional UPDATE in the transaction of its gift: whoever comes second leaves it
alone. A gift that breaks is left with that reason and keeps nobody behind it from theirs.
"""

from collections.abc import Iterable
from typing import Any

import structlog
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models.functions import Now

from members.accounts.models import User
from members.bulkgrants import giving
from members.bulkgrants.choosing import Chosen, why_not
from members.bulkgrants.models import MOST, BulkGrant, GrantRow, OverLimit, TooMany
from minishop import events, states
from minishop.events import delivery
from minishop.retries import retried

log = structlog.get_logger(__name__)
State, Row = BulkGrant.State, GrantRow.State
#: So many are given to while staff wait; more go to a job.
AT_ONCE = 100
SLICE = 200
GRANT_MANY = "members.grant_to_many"


@transaction.atomic
def gather(*, chosen: Iterable[Chosen], actor: Any = None) -> BulkGrant:
    """These wait for what they are given.

    Raises:
        TooMany: there are more than MOST.
    """
    grant = BulkGrant.objects.create(actor=actor)
    rows = [_row(grant, one) for one in chosen]
    if len(rows) > MOST:
        raise TooMany
    GrantRow.objects.bulk_create(rows, batch_size=2_000)
    return grant


def _row(grant: BulkGrant, one: Chosen) -> GrantRow:
    state = Row.LEFT if one.why else Row.WAITING
    return GrantRow(grant=grant, number=one.number, user_id=one.user, state=state, why=one.why)


def say(*, grant: BulkGrant, kind: str, what: Any, reason: str = "", note: str = "") -> None:
    """This is given, once it is started; nobody has anything before.

    Raises:
        IllegalMove: it was started before.
    """
    told: dict[str, Any] = dict.fromkeys(("points", "coupon", "tier")) | {kind: what}
    told |= {"kind": kind, "reason": reason or grant.reason, "note": note[:200]}
    if not BulkGrant.objects.filter(pk=grant.pk, state=State.DRAFT).update(**told):
        raise states.IllegalMove(grant, "state", State.DRAFT)
    grant.refresh_from_db()


def start(*, grant: BulkGrant, actor: Any = None) -> None:
    """The gifts are given, at once to a few, by a job to many; pressing twice starts it once.

    Raises:
        OverLimit: more people, or more points each, than the actor may give; nothing was begun.
        IllegalMove: it was started before.
    """
    _ask_leave(grant, actor)
    waiting = grant.rows.filter(state=Row.WAITING).count()
    with transaction.atomic():
        BulkGrant.objects.filter(pk=grant.pk).update(actor=actor)  # theirs are the rights it is given by
        told: dict[str, Any] = {"grant": grant.pk, "many": waiting}
        states.move(grant, "state", State.RUNNING, event="bulk_grant.started", actor=actor, **told)
    if waiting <= AT_ONCE:
        while delivery.run_now(grant):
            pass
        grant.refresh_from_db()


def _ask_leave(grant: BulkGrant, actor: Any) -> None:
    """Whoever starts it may give so much to so many."""
    limit = int(settings.BULK_GRANT_LIMIT)
    if grant.rows.filter(state=Row.WAITING).count() > limit and not _may(actor, GRANT_MANY):
        raise OverLimit(limit, "people")
    most = int(settings.POINTS_GRANT_LIMIT)
    if abs(grant.points or 0) > most and not _may(actor, "members.grant_many_points"):
        raise OverLimit(most, "points")


def _may(actor: Any, right: str) -> bool:
    return bool(actor and actor.has_perm(right))


def go_on(grant_id: int) -> None:
    """The next slice is given, and an event goes on with the rest; each row in its own transaction."""
    grant = BulkGrant.objects.select_related("actor", "coupon", "tier").get(pk=grant_id)
    if grant.state != State.RUNNING:
        return
    waiting = grant.rows.filter(state=Row.WAITING).order_by("number")
    for pk in list(waiting.values_list("pk", flat=True)[:SLICE]):
        _unless_it_breaks(grant, pk)
    with transaction.atomic():
        if grant.rows.filter(state=Row.WAITING).exists():
            events.emit("bulk_grant.went_on", subject=grant, grant=grant.pk)
        else:
            states.move(grant, "state", State.DONE, event="bulk_grant.done", finished_at=Now())


def _unless_it_breaks(grant: BulkGrant, pk: int) -> None:
    try:
        one(grant, pk)
    except OperationalError:  # the database is away: the event is delivered again
        raise
    except Exception:
        log.exception("bulk_grant.row_failed", grant=grant.pk, row=pk)
        GrantRow.objects.filter(pk=pk, state=Row.WAITING).update(state=Row.LEFT, why="broke")


@retried
@transaction.atomic
def one(grant: BulkGrant, pk: int) -> bool:
    """The row is done and its gift given, or left with the reason; whether this call did it."""
    rows = GrantRow.objects.filter(pk=pk, state=Row.WAITING)
    if not rows.update(state=Row.DONE, done_at=Now()):
        return False
    row = GrantRow.objects.get(pk=pk)
    user = User.objects.filter(pk=row.user_id or 0).first()
    if why := why_not(user) or _given(grant, row, user):
        GrantRow.objects.filter(pk=pk).update(state=Row.LEFT, why=why[:40])
    return True


def _given(grant: BulkGrant, row: GrantRow, user: Any) -> str:
    """It is given, or nothing of it and the reason told."""
    try:
        with transaction.atomic():
            return giving.give(grant, user, f"bulk-grant:{grant.pk}:{row.number}")
    except giving.REFUSALS as problem:
        return giving.reason(problem)
