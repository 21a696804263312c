"""How a person is known: one account for each of a provider's names, and of two accounts, one.

A merge locks both accounts in the order of their numbers, as whoever hangs something on an account locks
it (`accounts.hold`): what is written meanwhile is either moved or refused.
"""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from members.accounts.models import User
from members.devices import services as devices
from members.identities.models import BelongsToAnother, CannotMerge, Identity
from members.rights.models import Erasure
from minishop import events, merging
from minishop.retries import retried

#: What a person told one account alone, the other takes over; when a birthday was told goes with it.
TOLD = ("phone", "email", "name", "language", "birthday", "birthday_set_at")


def person_of(provider: str, subject: str) -> User | None:
    """Whoever the provider knows by this name."""
    found = Identity.objects.filter(provider=provider, subject=subject).select_related("user").first()
    return found.user if found else None


def link(user: User, provider: str, subject: str, nickname: str = "") -> Identity:
    """The provider's name is the person's; repeated, only the nickname changes.

    Raises:
        BelongsToAnother: it is already another account's; both can be merged.
    """
    facts = {"user": user, "nickname": nickname[:120]}
    with transaction.atomic():
        row, is_new = Identity.objects.get_or_create(provider=provider, subject=subject, defaults=facts)
        if is_new:
            events.emit("identity.linked", subject=user, actor=user, provider=provider)
    if row.user_id != user.pk:
        raise BelongsToAnother(row.user)
    if not is_new and nickname:
        Identity.objects.filter(pk=row.pk).update(nickname=nickname[:120])
    return row


def seen(provider: str, subject: str) -> None:
    """The name was used to come in just now."""
    Identity.objects.filter(provider=provider, subject=subject).update(used_at=Now())


@retried
def merge(kept: User, gone: User, actor: Any) -> None:
    """All that was `gone`'s is `kept`'s, and `gone` is closed for good; repeated, nothing changes.

    The caller has shown that the actor is both: each was signed in to, or proven by a code.

    Raises:
        CannotMerge: they are one account, or one of them may not be merged.
    """
    with transaction.atomic():
        kept, gone = _both(kept, gone)
        if gone.merged_into_id == kept.pk:
            return
        if not _may_merge(kept, gone):
            raise CannotMerge
        merging.join(kept, gone)
        _close(gone, into=kept)
        _take_facts(kept, gone)
        events.emit("member.merged", subject=gone, actor=actor, into=kept.pk)
    devices.end_of(gone.pk)


def _both(kept: User, gone: User) -> tuple[User, User]:
    """Both as they are now, locked in the order of their numbers."""
    found = _locked(kept.pk, gone.pk)
    if len(found) != 2:
        raise CannotMerge
    return found[kept.pk], found[gone.pk]


def _locked(*pks: int) -> dict[int, User]:
    """A lock that leaves foreign keys alone, so that work on orders under way needs not wait for it."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    return {row.pk: row for row in rows}


def _may_merge(*both: User) -> bool:
    """Neither works here, is closed, nor asked to be forgotten."""
    open_ones = all(one.is_active and not (one.is_staff or one.is_superuser) for one in both)
    return open_ones and not Erasure.objects.filter(user__in=both).exists()


def _close(gone: User, *, into: User) -> None:
    """Nobody comes in by the account any more, neither with a session of before."""
    User.objects.filter(pk=gone.pk).update(
        is_active=False,
        phone=None,
        email=None,
        name="",
        birthday=None,
        is_known_elsewhere=False,
        password=make_password(None),
        session_epoch=F("session_epoch") + 1,
        merged_into=into,
    )


def _take_facts(kept: User, gone: User) -> None:
    """What the person told only the other account, this one knows; it is as old as the older."""
    for name in TOLD:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
    kept.joined_at = min(kept.joined_at, gone.joined_at)
    kept.is_known_elsewhere = kept.is_known_elsewhere or gone.is_known_elsewhere
    kept.save(update_fields=[*TOLD, "joined_at", "is_known_elsewhere"])
