"""Verbs of the outbox: emit, and read a timeline."""

from datetime import timedelta
from typing import Any

import structlog
from celery import current_app
from django.db import models, transaction
from django.db.models.functions import Now

from minishop.events.models import Delivery, Event
from minishop.events.registry import wanting

log = structlog.get_logger(__name__)

#: The task that delivers one event, looked up by name as it stands above this module.
TASK = "minishop.events.deliver"


def subject_of(row: models.Model) -> str:
    """How events name a row: `order:42`."""
    return f"{row._meta.model_name}:{row.pk}"


def emit(
    name: str,
    *,
    subject: models.Model | None = None,
    actor: Any = None,
    run_in: timedelta | None = None,
    **data: Any,
) -> Event:
    """The event and one delivery for each handler are written in the caller's transaction.

    Delivery is published on commit and swept by beat; with `run_in` it waits that long in the
    database. `data` holds ids and plain values only, never personal data.
    """
    event = Event.objects.create(
        name=name, subject=subject_of(subject) if subject is not None else "", actor=actor, data=data
    )
    run_at = Now() + (run_in or timedelta(0))
    wanted = wanting(name)
    Delivery.objects.bulk_create(
        Delivery(event=event, handler=handler.path, run_at=run_at) for handler in wanted
    )
    if wanted and not run_in:
        transaction.on_commit(lambda: hint(event.pk), robust=True)
    return event


def hint(event_id: int) -> None:
    """A worker is told of the event if the broker can be reached quickly; else a sweep finds it."""
    current_app.tasks[TASK].delay(event_id)


def timeline(*rows: models.Model) -> models.QuerySet[Event]:
    """What happened to these rows, oldest first."""
    return Event.objects.filter(subject__in=[subject_of(row) for row in rows]).order_by("id")
