"""Catalogue reads kept under a version that every change of the catalogue replaces.

A kept read lies in the cache, for all processes, and in this process's memory, so that a warm page costs
one question ("which version?") and that only a few times a second. Nothing kept here is personal, and
nothing here is charged: orders read prices from the database. Treat what you read as read-only.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache as once
from time import monotonic
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")

VERSION = "catalog:version"
KEPT_SECONDS = 120  # how long a reader may lag when the cache was away while the catalogue changed
BELIEVED_SECONDS = 0.2  # how long a process goes without asking for the version
AT_HAND = 512  # reads in this process's memory


class _Memory:
    """What this process has at hand; the lock is held for dictionary work only."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.version, self.until = "", 0.0
        self.reads: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def get(self, key: str) -> Any:
        with self.lock:
            kept = self.reads.get(key)
            if kept is None or kept[0] < monotonic():
                return None
            self.reads.move_to_end(key)
            return kept[1]

    def put(self, key: str, value: Any) -> None:
        with self.lock:
            self.reads[key] = (monotonic() + KEPT_SECONDS, value)
            while len(self.reads) > AT_HAND:
                self.reads.popitem(last=False)

    def believe(self, version: str) -> str:
        with self.lock:
            self.version, self.until = version, monotonic() + BELIEVED_SECONDS
        return version

    def clear(self) -> None:
        with self.lock:
            self.until = 0.0
            self.reads.clear()


_memory = _Memory()


def read(name: str, build: Callable[[], T]) -> T:
    """What `build` returned for this name since the catalogue last changed; built anew on a miss."""
    current = version()
    if not current:
        return build()
    key = f"catalog:{_shape()}:{current}:{name}"
    kept = _memory.get(key)
    if kept is None:
        kept = cache.get(key)
        if kept is None:
            kept = build()
            if kept is None:  # nothing there: not worth a place
                return kept  # type: ignore[return-value]
            cache.set(key, kept, KEPT_SECONDS)
        _memory.put(key, kept)
    return kept


def version() -> str:
    """Names the state of the catalogue that kept reads show; empty while nobody can tell."""
    if monotonic() < _memory.until:
        return _memory.version
    known = cache.get(VERSION)
    if known is None:
        cache.add(VERSION, secrets.token_hex(6), None)
        known = cache.get(VERSION)
    return _memory.believe(known) if known else ""


def changed() -> None:
    """Once the caller's transaction commits, every kept read is forgotten.

    A reader that began before keeps its result under the old version, where nobody looks again.
    """
    transaction.on_commit(forget)


def forget() -> None:
    """Nothing kept is read again, here at once and elsewhere within BELIEVED_SECONDS."""
    cache.set(VERSION, secrets.token_hex(6), None)
    _memory.clear()


@once
def _shape() -> str:
    """Changes with the columns, so that a new release does not read the rows of an old one."""
    models = apps.get_app_config("catalog").get_models()
    columns = [f"{model.__name__}.{field.name}" for model in models for field in model._meta.concrete_fields]
    return hashlib.sha256(" ".join(columns).encode()).hexdigest()[:8]
