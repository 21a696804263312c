from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import OneTimeCode, User
from minishop.privacy import Holding, holdings


def _account(person: User) -> dict[str, Any]:
    return {
        "phone": str(person.phone or ""),
        "email": person.email or "",
        "name": person.name,
        "language": person.language,
        "joined_at": person.joined_at,
    }


def _codes(person: User) -> list[Any]:
    known = [str(address) for address in (person.phone, person.email) if address]
    return list(OneTimeCode.objects.filter(address__in=known).values("created_at", "used_at"))


holdings.add(
    "account",
    Holding(
        title=_("Your account"),
        what=_("Your phone number or e-mail address, your name and language if you told us"),
        why=_("To let you in and to write to you about your orders"),
        kept=_("For as long as you have the account"),
        export=_account,
    ),
)
holdings.add(
    "codes",
    Holding(
        title=_("Sign-in codes"),
        what=_("The address a sign-in code was sent to, and when; of the code itself only a fingerprint"),
        why=_("To check the code, and to stop others from guessing it"),
        kept=_("Two days"),
        export=_codes,
    ),
)
