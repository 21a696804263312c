from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.secondfactor.models import Authenticator
from minishop.privacy import Holding, holdings


def _apps(person: User) -> list[Any]:
    return list(Authenticator.objects.filter(user=person).values("created_at", "confirmed_at"))


holdings.add(
    "second factor",
    Holding(
        title=_("Staff’s second factor"),
        what=_("Of people who work here: what their app’s digits are made of, and prints of recovery codes"),
        why=_("So that a password alone opens nothing"),
        kept=_("For as long as they work here"),
        export=_apps,
        erase=lambda person: Authenticator.objects.filter(user=person).delete(),
        remains=lambda: Authenticator.objects.filter(user__erased_at__isnull=False),
    ),
)
