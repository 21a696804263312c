"""Moments at which what shoppers see changes by itself: kept reads are forgotten when one has passed.

A feature names its columns in its `tasks.py`: `moments.watch(Product, "published_at", "withdrawn_at")`.
A verb that sets such a moment forgets what is kept anyway; this is for the moment itself.
"""

from datetime import datetime

from django.core.cache import cache
from django.db import connection, models

from catalog.shelf import services as shelf
from minishop.registry import Registry

#: Up to when moments were looked at; kept where kept reads lie, so that both are lost together.
LOOKED = "catalog:looked"

watched: Registry[tuple[type[models.Model], tuple[str, ...]]] = Registry("moment")


def watch(model: type[models.Model], *columns: str) -> None:
    """Kept reads follow when a moment in one of these columns passes."""
    watched.add(model._meta.label_lower, (model, columns))


def look() -> bool:
    """Whether a moment has passed since the last look; if so, or if nobody knows, all kept is forgotten."""
    since, now = cache.get(LOOKED), _now()
    passed = since is None or any(
        _between(model, column, since, now) for _name, (model, columns) in watched for column in columns
    )
    if passed:
        shelf.forget()
    cache.set(LOOKED, now, None)
    return passed


def _between(model: type[models.Model], column: str, since: datetime, now: datetime) -> bool:
    return model._base_manager.filter(**{f"{column}__gt": since, f"{column}__lte": now}).exists()


def _now() -> datetime:
    """By the database's clock, as the reads themselves go by it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
