from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.tokens.models import AccessToken
from minishop.api import repeating
from minishop.idempotency.models import IdempotencyKey
from minishop.privacy import Holding, holdings


def _tokens(person: User) -> list[Any]:
    told = ("name", "prefix", "scopes", "created_at", "expires_at", "used_at", "revoked_at")
    return list(AccessToken.objects.filter(user=person).order_by("pk").values(*told))


def _erase(person: User) -> None:
    """No token is left, nor an answer that was kept for one."""
    AccessToken.objects.filter(user=person).delete()
    IdempotencyKey.objects.filter(scope=repeating.scope_of(person)).delete()


holdings.add(
    "tokens",
    Holding(
        title=_("Access tokens"),
        what=_("Name, scopes and last use of each token you made for a program; of its key a fingerprint"),
        why=_("So that the program can act for you, and you can take that back"),
        kept=_("Until the account is erased; answers kept for repeated requests, thirty days"),
        export=_tokens,
        erase=_erase,
        remains=lambda: AccessToken.objects.filter(user__erased_at__isnull=False),
    ),
)
