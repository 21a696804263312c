"""Check-ins: the days are in the copy of one's data; after an erasure they are nobody's."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.checkins.models import CheckIn
from minishop.privacy import Holding, holdings


def _export(person: User) -> list[Any]:
    return list(CheckIn.objects.filter(user=person).order_by("day").values("day", "streak", "points"))


holdings.add(
    "check-ins",
    Holding(
        title=_("Check-ins"),
        what=_("The days on which you checked in, and what they brought"),
        why=_("To count your days in a row"),
        kept=_("For as long as you have an account"),
        export=_export,
        stays=_("The days, without a name: the books of points hang on them"),
    ),
)
