"""Verbs of stores."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from minishop import events
from orders.stores.models import Store


@transaction.atomic
def keep(*, store: Store, actor: Any = None, fields: Sequence[str] = ()) -> Store:
    """The house stands as it was filled in; the event names the fields that changed."""
    store.save()
    events.emit("store.changed", subject=store, actor=actor, fields=list(fields))
    return store
