"""Points: every movement is in the copy of one's data; an erasure lets them lapse."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.lots.models import PointsGrant
from members.points import services as points
from minishop.privacy import Holding, holdings


def _export(person: User) -> dict[str, Any]:
    told, there = points.whole(person), points.figures(person)
    lines = [
        {"at": line.at, "what": str(line.words), "points": line.points, "after": line.after} for line in told
    ]
    given = PointsGrant.objects.filter(user=person).order_by("pk")
    facts = {"free": there.free, "pending": there.pending, "held": there.held, "owed": there.owed}
    return facts | {"movements": lines, "given": list(given.values("at", "points", "reason", "note"))}


holdings.add(
    "points",
    Holding(
        title=_("Points"),
        what=_("What you earned, what you used it for, and what ended"),
        why=_("To spend them, and to answer for each of them"),
        kept=_("For as long as the law has us keep the books"),
        export=_export,
        erase=points.lapse,
        stays=_("Numbers and dates: the law has us keep the books. Points not used lapse"),
        remains=lambda: PointsGrant.objects.filter(user__erased_at__isnull=False).exclude(note=""),
    ),
)
