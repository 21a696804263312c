"""What asking for one's data leaves behind: the copies, and the wish to be forgotten."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.rights import copies
from members.rights.models import DataCopy
from minishop.privacy import Holding, holdings


def export(person: Any) -> list[dict[str, Any]]:
    """Each copy that was asked for and is still here, as plain values."""
    told = ("asked_at", "state", "ready_at", "expires_at")
    return list(DataCopy.objects.filter(user=person).order_by("pk").values(*told))


def overdue() -> QuerySet[DataCopy]:
    """Copies that should have been gone a day ago."""
    return DataCopy.objects.run_out(late=timedelta(days=1))


holdings.add(
    "copies",
    Holding(
        title=_("Copies of your data"),
        what=_("A copy of all of this when you ask for one"),
        why=_("For you to take with you"),
        kept=_("Seven days"),
        export=export,
        erase=lambda person: copies.erase(person=person),
        stays=_("That you asked to be erased, and when it was done, under a number without a name"),
        remains=lambda: DataCopy.objects.filter(user__erased_at__isnull=False),
        overdue=overdue,
    ),
)
