"""Gifts of birthdays and member days: in the copy of one's data; after an erasure they are nobody's."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.occasions.models import OccasionGift
from minishop.privacy import Holding, holdings


def _export(person: User) -> list[Any]:
    given = OccasionGift.objects.filter(user=person).order_by("pk")
    return list(given.values("at", "occasion__title", "day", "points"))


holdings.add(
    "occasions",
    Holding(
        title=_("Birthday gifts and member days"),
        what=_("What your birthday and the club’s days brought you, and when"),
        why=_("To give each gift once"),
        kept=_("For as long as you have an account"),
        export=_export,
        stays=_("That a gift was given and for which day, without a name: the books of points hang on it"),
    ),
)
