"""Verbs of personal tokens. A key is told once, when it is made; afterwards nobody here knows it.

A token may do what its scopes say of its owner's own shopping and nothing else: a token of someone who
works here opens no door of the staff's.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from members.accounts.models import User
from members.tokens import keys
from members.tokens.models import AccessToken, TooManyTokens
from minishop import events

MOST = 20  # alive at once, for one person
NOTED_EVERY = timedelta(minutes=5)


@transaction.atomic
def issue(*, user: User, name: str, scopes: Iterable[str], days: int | None) -> tuple[AccessToken, str]:
    """A new token and its key, which is told here and never again; without `days` it lives until revoked.

    Raises:
        TooManyTokens: the person has as many alive as anyone may.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if AccessToken.objects.alive().filter(user=user).count() >= MOST:
        raise TooManyTokens(MOST)
    key = keys.new()
    token = AccessToken.objects.create(
        user=user,
        name=name,
        prefix=key[: keys.SHOWN],
        digest=keys.digest(key),
        scopes=sorted(set(scopes)),
        expires_at=Now() + timedelta(days=days) if days else None,
    )
    token.refresh_from_db()
    events.emit("token.issued", subject=token, actor=user, scopes=token.scopes)
    return token, key


@transaction.atomic
def revoke(*, token: AccessToken, actor: Any = None) -> None:
    """The token opens nothing from now on; once is enough."""
    if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=Now()):
        events.emit("token.revoked", subject=token, actor=actor)


@transaction.atomic
def revoke_all(*, user: User, actor: Any = None) -> int:
    """None of the person's tokens opens anything; how many did."""
    alive = list(AccessToken.objects.alive().filter(user=user).order_by("pk"))
    for token in alive:
        revoke(token=token, actor=actor)
    return len(alive)


def of_key(key: str) -> AccessToken | None:
    """The token alive whose key this is, with its owner."""
    if not keys.is_one(key):
        return None
    alive = AccessToken.objects.alive().filter(user__is_active=True).select_related("user")
    return alive.filter(digest=keys.digest(key)).first()


def note_use(token: AccessToken) -> None:
    """Its owner sees when it was last used, to within five minutes."""
    if token.used_at is None or token.used_at < timezone.now() - NOTED_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(used_at=Now())
