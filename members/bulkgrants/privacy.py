"""Gifts for many: that one was among those chosen; what was given stands in books of its own."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.bulkgrants.models import GrantRow
from minishop.privacy import Holding, holdings

State = GrantRow.State


def _export(person: User) -> list[dict[str, Any]]:
    told = ("grant__created_at", "grant__kind", "grant__note", "state", "done_at")
    return list(GrantRow.objects.filter(user=person).order_by("pk").values(*told))


@transaction.atomic
def _erase(person: User) -> None:
    """The lists name them no more, and what they were still to be given is not."""
    rows = GrantRow.objects.filter(user=person)
    rows.filter(state=State.WAITING).update(state=State.LEFT, why="closed")
    rows.update(user=None)


holdings.add(
    "gifts for many",
    Holding(
        title=_("Lists of members who were given something"),
        what=_("That you were among those given points, a coupon or a tier, and when"),
        why=_("So that nobody is given it twice, and none is left out"),
        kept=_("For as long as you are a member"),
        export=_export,
        erase=_erase,
        remains=lambda: GrantRow.objects.filter(user__erased_at__isnull=False),
    ),
)
