"""Tables by which members were brought over from an earlier system: gone within days, or at once."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.accounts.models import User
from minishop.desk import services as desk
from minishop.imports.models import ImportRun
from minishop.privacy import Holding, holdings

State = ImportRun.State


def _waits(person: User) -> list[str]:
    """A table that is still to be applied may name them again."""
    under_way = (*ImportRun.WORKING, State.CHECKED)
    many = _tables().filter(state__in=under_way).count()
    words = ngettext("%(n)s table of members under way", "%(n)s tables of members under way", many)
    return [words % {"n": many}] if many else []


def _tables() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(kind__in=desk.personal())


def _overdue() -> Any:
    return _tables().filter(created_at__lt=Now() - desk.KEPT_PERSONAL - timedelta(days=2))


holdings.add(
    "tables",
    Holding(
        title=_("Tables of members from an earlier system"),
        what=_("The table by which your membership and your points came over, where they did"),
        why=_("To bring them over, and to put right what went wrong in it"),
        kept=_("Seven days"),
        export=lambda person: [],
        erase=lambda person: desk.forget_people(),
        stays=_("That you are a member, and your points"),
        waits_for=_waits,
        overdue=_overdue,
    ),
)
