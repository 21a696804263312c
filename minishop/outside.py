"""The guard before every call to a stranger: it is made while no transaction of ours is open.

A lock would else be held for as long as a stranger takes. What talks over the network is loaded by
`loaded`, which guards all its methods, or is a function under `guarded`.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connections
from django.utils.module_loading import import_string

P = ParamSpec("P")
T = TypeVar("T")


class CalledInTransaction(AssertionError):
    """A stranger was about to be called while a transaction was open; the call was not made."""


def is_open() -> bool:
    """Whether this thread is inside a transaction (a test case's own does not count)."""
    return any(
        not getattr(block, "_from_testcase", False)
        for connection in connections.all(initialized_only=True)
        for block in connection.atomic_blocks
    )


def ensure(what: str) -> None:
    """Returns only outside any transaction.

    Raises:
        CalledInTransaction: one is open.
    """
    if is_open():
        raise CalledInTransaction(f"{what} was called inside a transaction")


def guarded(call: Callable[P, T]) -> Callable[P, T]:
    """The function, which is only ever run outside transactions."""

    @wraps(call)
    def outside(*args: P.args, **kwargs: P.kwargs) -> T:
        ensure(f"{call.__module__}.{call.__qualname__}")
        return call(*args, **kwargs)

    return outside


class Outside:
    """An adapter whose every method is only ever run outside transactions.

    The `free` ones touch no network (they read what was brought) and may be called anywhere.
    """

    def __init__(self, inner: Any, *, free: Collection[str] = ()) -> None:
        self.inner, self.free = inner, frozenset(free)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.inner, name)
        return found if name in self.free or not callable(found) else self._guarded(name)

    def _guarded(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            ensure(f"{type(self.inner).__name__}.{name}")
            return getattr(self.inner, name)(*args, **kwargs)

        return call


def loaded(path: str, *, free: Collection[str] = ()) -> Any:
    """The adapter that settings name by its dotted path, made without arguments and guarded.

    Callers say which Protocol they take it for.
    """
    return Outside(cast(Any, import_string(path))(), free=free)
