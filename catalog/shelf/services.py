"""Catalogue reads kept in the cache, under a version that every change of the catalogue replaces.

Nothing kept here is personal, and nothing here is charged: orders read prices from the database.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import cache as once
from typing import TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")

VERSION = "catalog:version"
KEPT_SECONDS = 120  # how long a reader may lag when the cache was away while the catalogue changed


def read(name: str, build: Callable[[], T]) -> T:
    """What `build` returned for this name since the catalogue last changed; built anew on a miss."""
    key = f"catalog:{_shape()}:{version()}:{name}"
    kept = cache.get(key)
    if kept is None:
        kept = build()
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def version() -> str:
    """Names the state of the catalogue that kept reads show."""
    known = cache.get(VERSION)
    if known is None:
        fresh = secrets.token_hex(6)
        cache.add(VERSION, fresh, None)
        known = cache.get(VERSION, fresh)
    return known


def changed() -> None:
    """Once the caller's transaction commits, every kept read is forgotten.

    A reader that began before keeps its result under the old version, where nobody looks again.
    """
    transaction.on_commit(_forget)


def _forget() -> None:
    cache.set(VERSION, secrets.token_hex(6), None)


@once
def _shape() -> str:
    """Changes with the columns, so that a new release does not read the rows of an old one."""
    models = apps.get_app_config("catalog").get_models()
    columns = [f"{model.__name__}.{field.name}" for model in models for field in model._meta.concrete_fields]
    return hashlib.sha256(" ".join(columns).encode()).hexdigest()[:8]
