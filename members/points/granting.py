"""Staff give points, or take them, within a limit, once for each key."""

from typing import Any

from django.conf import settings
from django.db import transaction

from members.accounts.models import User
from members.lots import accounts
from members.lots.models import (
    PointsGrant,
    PointsLot,
    PointsNotGiven,
    PointsReferenceReused,
    TooManyPoints,
)
from members.points import earning
from minishop import events
from minishop.retries import retried

GRANT_MANY = "members.grant_many_points"


@retried
@transaction.atomic
def grant(
    *, user: User, points: int, reason: str, key: str, note: str = "", actor: Any = None
) -> PointsGrant:
    """The member has so many points more, or less where it is negative; once for each key.

    What is taken beyond what there is, is owed.

    Raises:
        TooManyPoints: over settings.POINTS_GRANT_LIMIT, and whoever gives may not give so many.
        PointsReferenceReused: the key stands for something else.
        PointsNotGiven: nothing, or to somebody who works here or was erased.
    """
    account = accounts.locked(user)
    if known := PointsGrant.objects.filter(key=key).first():
        if (known.user_id, known.points) != (account.user_id, points):
            raise PointsReferenceReused(key)
        return known
    if not points or not accounts.may_have(account.user):
        raise PointsNotGiven(f"{points} points are not given to {account.user_id}")
    if abs(points) > settings.POINTS_GRANT_LIMIT and not (actor and actor.has_perm(GRANT_MANY)):
        raise TooManyPoints(points, settings.POINTS_GRANT_LIMIT)
    told = {"points": points, "reason": reason, "note": note[:200], "actor": actor}
    row = PointsGrant.objects.create(user=account.user, key=key, **told)
    source = f"points-grant:{row.pk}"
    if points > 0:
        kind = PointsLot.Kind.GRANT
        earning.earn(user=account.user, points=points, kind=kind, source=source, words=row.note)
    else:
        earning.take(account, -points, source)
    events.emit("points.granted", subject=row, actor=actor, member=account.user_id, points=points)
    return row
