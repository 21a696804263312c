from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.passkeys import services as passkeys
from members.passkeys.models import Passkey
from minishop.privacy import Holding, holdings


def _passkeys(person: User) -> list[Any]:
    return list(Passkey.objects.filter(user=person).values("name", "is_synced", "created_at", "used_at"))


holdings.add(
    "passkeys",
    Holding(
        title=_("Passkeys"),
        what=_("The public half of each passkey you made, its name, and when it was last used"),
        why=_("To let you in without a code"),
        kept=_("Until you remove it, or the account is erased"),
        export=_passkeys,
        erase=passkeys.remove_all,
        remains=lambda: Passkey.objects.filter(user__erased_at__isnull=False),
    ),
)
