"""Consents: give, withdraw, and ask what counts now.

Every yes and no is a row that stays; the newest of a purpose counts, and a yes only to the words as they
stand today. Whoever never said anything has said no.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from members.accounts.models import User
from members.consents.models import Consent
from members.consents.purposes import ALL, BY_CHANNEL, PURPOSES, Purpose, purpose
from minishop import events

SALT = "unsubscribe"


@dataclass(frozen=True, slots=True)
class Standing:
    """One purpose as it stands for one person."""

    purpose: Purpose
    is_given: bool
    #: The yes was to other words, so that we ask again.
    is_outdated: bool = False


def give(*, user: User, purpose: str, source: str) -> None:
    """The person agrees to the words as they stand today; repeated, nothing changes.

    Raises:
        NoSuchPurpose: nothing of this name is asked.
    """
    _say(user, purpose, is_given=True, source=source)


def withdraw(*, user: User, purpose: str, source: str) -> None:
    """The person no longer agrees; repeated, or never agreed, nothing changes.

    Raises:
        NoSuchPurpose: nothing of this name is asked.
    """
    _say(user, purpose, is_given=False, source=source)


@transaction.atomic
def withdraw_all(*, user: User, source: str) -> None:
    """The person agrees to nothing any more."""
    for name in PURPOSES:
        withdraw(user=user, purpose=name, source=source)


@transaction.atomic
def _say(user: User, name: str, *, is_given: bool, source: str) -> None:
    """One row for each change of mind, however often a form is sent: the account's row is held meanwhile."""
    asked = purpose(name)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    last = Consent.objects.filter(user=user.pk, purpose=name).order_by("-id").first()
    before = (last.is_given, last.wording) if last else (False, asked.version)
    if before == (is_given, asked.version) or (not is_given and not before[0]):
        return
    Consent.objects.create(
        user=user, purpose=name, is_given=is_given, wording=asked.version, source=source[:30]
    )
    event = "consent.given" if is_given else "consent.withdrawn"
    events.emit(event, subject=user, actor=user, purpose=name)


def has(user: Any, purpose: str) -> bool:
    """Whether the person agrees now, to the words as they stand today."""
    if user is None or not user.pk:
        return False
    last = Consent.objects.filter(user=user.pk, purpose=purpose).order_by("-id").first()
    return bool(last and _counts(last))


def of(user: User) -> list[Standing]:
    """Every purpose as it stands for the person, in one query."""
    last = {row.purpose: row for row in Consent.objects.filter(user=user).newest()}
    return [_standing(one, last.get(one.name)) for one in ALL]


def _standing(one: Purpose, last: Consent | None) -> Standing:
    is_given = bool(last and _counts(last))
    return Standing(one, is_given, is_outdated=bool(last and last.is_given and not is_given))


def _counts(row: Consent) -> bool:
    return row.is_given and row.purpose in PURPOSES and row.wording == PURPOSES[row.purpose].version


def history(user: User) -> list[Consent]:
    """Every yes and no of the person's, newest first."""
    return list(Consent.objects.filter(user=user).order_by("-id"))


def may_write(user: Any, channel: str) -> bool:
    """Whether marketing may go to the person by this channel."""
    return channel in BY_CHANNEL and has(user, BY_CHANNEL[channel].name)


def way_out(user: User, channel: str) -> str:
    """The absolute address that ends marketing by this channel for whoever holds it, without signing in."""
    token = signing.dumps([user.pk, BY_CHANNEL[channel].name], salt=SALT)
    return settings.PUBLIC_URL + reverse("unsubscribe", args=[token])


def meant(token: str) -> tuple[User, Purpose]:
    """Whom and what a link to unsubscribe is about; it works for as long as the account is there.

    Raises:
        Http404: it is not ours, or the person is gone.
    """
    try:
        pk, name = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    user = _today(User.objects.filter(pk=pk, erased_at=None).first())
    if user is None or name not in PURPOSES:
        raise Http404
    return user, PURPOSES[name]


def _today(user: User | None) -> User | None:
    """Whoever the account was joined into since, and that one perhaps into another."""
    while user is not None and user.merged_into is not None:
        user = user.merged_into
    return user
