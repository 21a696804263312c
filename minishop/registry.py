"""Registries the kernel owns and departments fill, so that nobody has to reach up.

A department fills them from indexes at its root (`handlers.py`, `invariants.py`, `privacy.py`,
`messages.py`, `tasks.py`, `figures.py`, `sheets.py`,
`sitemaps.py`, `merging.py`, `told.py`, `ailments.py`), imported once by its `AppConfig.ready()`.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Generic, TypeVar

T = TypeVar("T")

INDEXES = (
    "handlers",
    "invariants",
    "privacy",
    "messages",
    "tasks",
    "figures",
    "sheets",
    "sitemaps",
    "merging",
    "told",
    "ailments",
)


class Registry(Generic[T]):
    """Named things in the order they were added; a name is taken once.

    Raises:
        ValueError: the name is taken by something else.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self._things: dict[str, T] = {}

    def add(self, name: str, thing: T) -> T:
        if self._things.get(name, thing) is not thing:
            raise ValueError(f"{self.what} {name!r} is registered twice")
        self._things[name] = thing
        return thing

    def __getitem__(self, name: str) -> T:
        return self._things[name]

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(self._things.items())

    def __len__(self) -> int:
        return len(self._things)


def discover(app: str) -> None:
    """Imports the app's registry indexes; afterwards all it registers is known."""
    for index in INDEXES:
        if find_spec(f"{app}.{index}"):
            import_module(f"{app}.{index}")
