"""Verbs of push: a browser subscribes, follows, renews its address, and is forgotten.

A row stands for one browser in one pair of hands: when another person asks from it the old row goes and
a new one comes, so that a message written for the first finds nobody.
"""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Coalesce, Now

from minishop.push.addresses import Address
from minishop.push.models import Following, Subscription

#: A member's browsers, and the things one browser follows: the latest so many.
BROWSERS_OF_ONE = 10
FOLLOWED = 20
UNUSED = timedelta(days=180)


@transaction.atomic
def subscribe(
    *,
    address: Address,
    user: Any = None,
    session_key: str = "",
    subject: str = "",
    language: str = "",
    agent: str = "",
) -> Subscription:
    """The browser is told from now on: of all that is the member's, and of the subject."""
    known = Subscription.objects.select_for_update().filter(endpoint=address.endpoint)
    known.exclude(user=None).exclude(user=user).delete()
    told = {
        "p256dh": address.p256dh,
        "auth": address.auth,
        "language": language,
        "agent": agent[:300],
        "user": user,
        "session_key": session_key if user else "",
        "used_at": Now(),
    }
    row, _ = Subscription.objects.update_or_create(endpoint=address.endpoint, defaults=told)
    if subject:
        Following.objects.get_or_create(subscription=row, subject=subject)
        _keep_latest(row.followings.all(), FOLLOWED)
    if user:
        _keep_latest(Subscription.objects.filter(user=user), BROWSERS_OF_ONE)
    return row


def _keep_latest(rows: models.QuerySet[Any], most: int) -> None:
    rows.filter(pk__in=list(rows.order_by("-pk").values_list("pk", flat=True)[most:])).delete()


def knows(*, endpoint: str, user: Any, subject: str) -> bool:
    """Whether that browser is told of the subject, or of all that is the member's."""
    rows = Subscription.objects.live().filter(endpoint=endpoint)
    return rows.filter(models.Q(user=user) if user else models.Q(followings__subject=subject)).exists()


@transaction.atomic
def renew(*, old: str, address: Address) -> bool:
    """The browser's new address stands for the old one; false where the old one is unknown."""
    row = Subscription.objects.select_for_update().filter(endpoint=old).first()
    if row is None:
        return False
    Subscription.objects.filter(endpoint=address.endpoint).exclude(pk=row.pk).delete()
    row.endpoint, row.p256dh, row.auth = address.endpoint, address.p256dh, address.auth
    row.save(update_fields=["endpoint", "p256dh", "auth"])
    return True


@transaction.atomic
def end(*, endpoint: str, subject: str = "") -> None:
    """The browser hears of the subject no more; a member's, or one that follows nothing else, of nothing."""
    row = Subscription.objects.select_for_update().filter(endpoint=endpoint).first()
    if row is None:
        return
    row.followings.filter(subject=subject).delete()
    if row.user_id or not subject or not row.followings.exists():
        row.delete()


def follow(before: str, session_key: str | None, *, user: Any) -> None:
    """The person's browser is told as before, although its session has another key now."""
    mine = Subscription.objects.filter(session_key=before, user=user.pk)
    mine.update(session_key=session_key or "")


def unlink(*session_keys: str | None) -> int:
    """The browsers of these sessions are forgotten, with all they followed."""
    known = [key for key in session_keys if key]
    return Subscription.objects.filter(session_key__in=known).delete()[0] if known else 0


def end_all(*, user: Any) -> int:
    """None of the person's browsers is told any more."""
    return Subscription.objects.filter(user=user).delete()[0]


def forget() -> int:
    """Browsers nothing reached for half a year, and those whose member is signed out, are gone."""
    left = Subscription.objects.exclude(pk__in=Subscription.objects.live().values("pk"))
    return _idle(UNUSED).delete()[0] + left.delete()[0]


def overdue() -> models.QuerySet[Subscription]:
    """Browsers that should have been forgotten a day ago."""
    return _idle(UNUSED + timedelta(days=1))


def _idle(time: timedelta) -> models.QuerySet[Subscription]:
    last = Coalesce("used_at", "created_at")
    return Subscription.objects.alias(last=last).filter(last__lt=Now() - time)
