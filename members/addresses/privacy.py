"""The address book: copied and erased whole.

When two accounts become one, whoever moves the rows leaves one first choice: that of the account which
stays, where it has one.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.addresses import services as addresses
from members.addresses.models import Address
from minishop.privacy import Holding, holdings


def _book(person: User) -> list[dict[str, Any]]:
    return [
        {name: str(getattr(row, name)) for name in addresses.PARTS}
        | {"is_default": row.is_default, "created_at": row.created_at, "used_at": row.used_at}
        for row in Address.objects.of(person)
    ]


holdings.add(
    "address-book",
    Holding(
        title=_("Your address book"),
        what=_("The addresses you keep with us: who is there, their phone, and where it is"),
        why=_("To fill in checkout for you"),
        kept=_("Until you remove them, or the account is erased"),
        export=_book,
        erase=addresses.forget,
        remains=lambda: Address.objects.filter(user__erased_at__isnull=False),
    ),
)
