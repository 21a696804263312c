"""Verbs of webhooks: keep, rotate, switch, tell of an event, try one out, send again.

What others are told is written as rows in the transaction that marks the event's delivery as done: a
message for each webhook and event, once. Sending them is `sending`'s.
"""

import json
import time
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone

from minishop import events
from minishop.events import catalogue
from minishop.events.models import Event
from minishop.schedule import TICK
from minishop.webhooks import signing
from minishop.webhooks.models import Webhook, WebhookMessage, WebhookTry

State = WebhookMessage.State
#: How long the old secret signs beside the new one.
OLD_SIGNS = timedelta(hours=24)
#: A body is no larger; the specification recommends 20 kB.
LARGEST = 64 * 1024
KEPT = timedelta(days=30)
TEST = "webhook.test"
#: The sweep that sends, looked up by name as it stands above this module.
SWEEP = "minishop.webhooks.tasks.send_webhooks"
#: A webhook added by another process hears of events after so long at the latest.
REMEMBERED_SECONDS = 5.0

_interest: tuple[float, frozenset[str]] | None = None


def wanted(name: str) -> bool:
    """Whether any webhook hears of events of this name; asked of the database every few seconds."""
    global _interest  # noqa: PLW0603
    if _interest is None or time.monotonic() - _interest[0] > REMEMBERED_SECONDS:
        told = Webhook.objects.filter(is_on=True).values_list("events", flat=True)
        _interest = (time.monotonic(), frozenset(name for names in told for name in names))
    return name in _interest[1]


def remember(names: frozenset[str] | None) -> None:
    """These events are wanted, until a webhook changes; nothing: the database is asked again."""
    global _interest  # noqa: PLW0603
    _interest = None if names is None else (time.monotonic(), names)


def _changed() -> None:
    remember(None)
    transaction.on_commit(lambda: remember(None))


@transaction.atomic
def keep(*, webhook: Webhook, actor: Any = None) -> Webhook:
    """The webhook stands as it was filled in; a new one has a secret of its own."""
    event = "webhook.changed" if webhook.pk else "webhook.added"
    webhook.secret = webhook.secret or signing.new_secret()
    webhook.full_clean()
    webhook.save()
    events.emit(event, subject=webhook, actor=actor, events=sorted(webhook.events))
    _changed()
    return webhook


@transaction.atomic
def rotate(*, webhook: Webhook, actor: Any = None) -> None:
    """It has a new secret; for a day the old one signs too."""
    row = Webhook.objects.select_for_update().get(pk=webhook.pk)
    Webhook.objects.filter(pk=row.pk).update(
        secret=signing.new_secret(), old_secret=row.secret, rotated_at=Now()
    )
    webhook.refresh_from_db()
    events.emit("webhook.rotated", subject=webhook, actor=actor)


def secrets_of(webhook: Webhook) -> list[str]:
    """The secrets that sign now, the newest first."""
    is_old_valid = webhook.rotated_at and timezone.now() - webhook.rotated_at < OLD_SIGNS
    return [webhook.secret, *([webhook.old_secret] if webhook.old_secret and is_old_valid else [])]


@transaction.atomic
def reveal(*, webhook: Webhook, actor: Any) -> str:
    """The secret, and that someone read it is written down."""
    events.emit("webhook.secret_read", subject=webhook, actor=actor)
    return webhook.secret


@transaction.atomic
def switch(*, webhook: Webhook, on: bool, actor: Any = None, because: str = "") -> bool:
    """It is on or off, and whether that was news; what waits, waits until it is on again."""
    moved = Webhook.objects.filter(pk=webhook.pk, is_on=not on).update(
        is_on=on, off_because=because, failing_since=None, rest_until=None
    )
    if moved:
        name = "webhook.switched_on" if on else "webhook.switched_off"
        events.emit(name, subject=webhook, actor=actor, because=because)
        _changed()
        hasten()
    webhook.refresh_from_db()
    return bool(moved)


def tell(event: Event) -> int:
    """Each webhook that listens has its message of the event, once; how many there are."""
    listening = list(Webhook.objects.listening(event.name))
    if not listening:
        return 0
    body = written(event.name, event.at, catalogue.payload(event))
    WebhookMessage.objects.bulk_create(
        [
            WebhookMessage(webhook=webhook, event=event, key=signing.new_key(), name=event.name, body=body)
            for webhook in listening
        ],
        ignore_conflicts=True,
    )
    hasten()
    return len(listening)


def written(name: str, at: datetime, data: dict[str, Any]) -> str:
    """The body as receivers read it; what is too large is left for the API to tell."""
    told = {"type": name, "timestamp": at, "data": data}
    body = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    if len(body.encode()) <= LARGEST:
        return body
    kept = {key: value for key, value in data.items() if key in ("id", "number")}
    return written(name, at, {**kept, "is_cut": True})


def try_out(*, webhook: Webhook) -> WebhookMessage:
    """A message that says it is a test is on its way."""
    body = written(TEST, timezone.now(), {"webhook": webhook.name})
    made = WebhookMessage.objects.create(webhook=webhook, key=signing.new_key(), name=TEST, body=body)
    hasten()
    return made


@transaction.atomic
def replay(*, messages: models.QuerySet[WebhookMessage], actor: Any = None) -> int:
    """Those that were taken or given up are sent again, each under its own id."""
    over = messages.filter(state__in=[State.DONE, State.DEAD])
    told = sorted(set(over.values_list("webhook_id", flat=True)))
    count = over.update(state=State.PENDING, tries=0, run_at=Now(), leased_until=None, done_at=None)
    for webhook in Webhook.objects.filter(pk__in=told) if count else ():
        events.emit("webhook.replayed", subject=webhook, actor=actor, count=count)
    hasten()
    return count


def replay_failed(*, webhook: Webhook, since: datetime, actor: Any = None) -> int:
    """What was given up since then is sent again."""
    dead = WebhookMessage.objects.filter(webhook=webhook, state=State.DEAD, created_at__gte=since)
    return replay(messages=dead, actor=actor)


def hasten() -> None:
    """A worker is told once the transaction holds; else the sweep finds the messages within seconds."""
    transaction.on_commit(lambda: current_app.tasks[TICK].delay(SWEEP), robust=True)


def forget() -> int:
    """Messages and tries older than anyone asks about are gone."""
    WebhookTry.objects.filter(at__lt=Now() - KEPT).delete()
    old = WebhookMessage.objects.filter(created_at__lt=Now() - KEPT)
    return old.filter(models.Q(state__in=[State.DONE, State.DEAD]) | models.Q(webhook__is_on=False)).delete()[
        0
    ]
