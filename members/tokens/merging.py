"""Programs go on with the keys they were given, and what they did once they don't do twice."""

from typing import Any

from members.tokens.models import AccessToken
from minishop.api import repeating
from minishop.idempotency.models import IdempotencyKey
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    AccessToken.objects.filter(user=gone).update(user=kept)
    theirs = IdempotencyKey.objects.filter(scope=repeating.scope_of(gone))
    own = IdempotencyKey.objects.filter(scope=repeating.scope_of(kept)).values("key")
    theirs.exclude(key__in=own).update(scope=repeating.scope_of(kept))
    theirs.delete()


moves.add("tokens", move)
