"""Verbs of the outbox: emit, deliver, sweep."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from minishop.events.models import Delivery, Event

Handler = Callable[[Event], None]

_handlers: dict[str, dict[str, Handler]] = {}


def on(*names: str) -> Callable[[Handler], Handler]:
    """Registers an idempotent handler for events of these names; its dotted path names it."""

    def register(handler: Handler) -> Handler:
        path = f"{handler.__module__}.{handler.__qualname__}"
        for name in names:
            _handlers.setdefault(name, {})[path] = handler
        return handler

    return register


def handlers(name: str) -> dict[str, Handler]:
    return _handlers.get(name, {})


def subject_of(row: models.Model) -> str:
    """How events name a row: `order:42`."""
    return f"{row._meta.model_name}:{row.pk}"


def emit(name: str, *, subject: models.Model | None = None, actor: Any = None, **data: Any) -> Event:
    """The event and one delivery for each handler are written in the caller's transaction.

    Delivery is published on commit and swept by beat. `data` holds ids and plain values only.
    """
    event = Event.objects.create(
        name=name, subject=subject_of(subject) if subject is not None else "", actor=actor, data=data
    )
    Delivery.objects.bulk_create(Delivery(event=event, handler=path) for path in handlers(name))
    return event


def timeline(*rows: models.Model) -> Iterable[Event]:
    """What happened to these rows, oldest first."""
    return Event.objects.filter(subject__in=[subject_of(row) for row in rows]).order_by("id")
