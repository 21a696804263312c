"""What an account is, what its sign-in codes tell, and how both are forgotten."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from members.accounts import services as accounts
from members.accounts.models import OneTimeCode, User
from minishop.privacy import ACCOUNT, Holding, holdings


def _account(person: User) -> dict[str, Any]:
    return {
        "phone": str(person.phone or ""),
        "email": person.email or "",
        "name": person.name,
        "birthday": person.birthday,
        "language": person.language,
        "joined_at": person.joined_at,
        "last_login": person.last_login,
    }


def _still_named() -> QuerySet[User]:
    """People who were erased and can still be told apart by more than a number."""
    named = Q(phone__isnull=False) | Q(email__isnull=False) | Q(birthday__isnull=False) | Q(is_active=True)
    named |= ~Q(name="") | ~Q(language="") | Q(last_login__isnull=False)
    return User.objects.filter(named, erased_at__isnull=False)


def _codes(person: User) -> QuerySet[OneTimeCode]:
    known = [str(address) for address in (person.phone, person.email) if address]
    return OneTimeCode.objects.filter(address__in=known)


def _old_codes() -> QuerySet[OneTimeCode]:
    return OneTimeCode.objects.filter(created_at__lt=Now() - accounts.KEPT - timedelta(days=1))


holdings.add(
    ACCOUNT,
    Holding(
        title=_("Your account"),
        what=_("Your phone number or e-mail address, your name, birthday and language if you told us"),
        why=_("To let you in and to write to you about your orders"),
        kept=_("For as long as you have the account"),
        export=_account,
        erase=lambda person: accounts.unname(user=person),
        stays=_("A number without a name, which your orders hang on, and when you joined"),
        remains=_still_named,
    ),
)
holdings.add(
    "codes",
    Holding(
        title=_("Sign-in codes"),
        what=_("The address a sign-in code was sent to, and when; of the code itself only a fingerprint"),
        why=_("To check the code, and to stop others from guessing it"),
        kept=_("Two days"),
        export=lambda person: list(_codes(person).values("address", "created_at", "used_at")),
        erase=lambda person: _codes(person).delete(),
        overdue=_old_codes,
    ),
)
