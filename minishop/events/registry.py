"""Who reacts to which event; filled by the departments' `handlers.py` when the shop starts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from minishop.events.models import Event

Work = Callable[[Event], None]

#: A claim on work in the database; its row stays locked meanwhile, so this only bounds a crash.
LEASE = timedelta(seconds=15)
#: A claim on work that waits for others; longer than any such wait may take.
OUTSIDE_LEASE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Handler:
    """One reaction, named by its dotted path.

    Inside (the rule) it runs in one transaction with the mark that it is done. Outside, for work that
    needs the network, it runs in no transaction, may run again after a crash, and must bear that.
    """

    path: str
    work: Work
    outside: bool = False
    #: Asked when an event is emitted; nothing: it is wanted whatever its name.
    wanted: Callable[[str], bool] | None = None

    @property
    def lease(self) -> timedelta:
        return OUTSIDE_LEASE if self.outside else LEASE


_handlers: dict[str, dict[str, Handler]] = {}
_everywhere: dict[str, Handler] = {}


def on(*names: str, outside: bool = False) -> Callable[[Work], Work]:
    """Registers an idempotent handler for events of these names; `outside` for work on the network."""

    def register(work: Work) -> Work:
        path = f"{work.__module__}.{work.__qualname__}"
        for name in names:
            _handlers.setdefault(name, {})[path] = Handler(path, work, outside)
        return work

    return register


def on_any(wanted: Callable[[str], bool]) -> Callable[[Work], Work]:
    """Registers an idempotent handler for the events whose name is wanted when they are emitted.

    What is wanted may change while the shop runs; `wanted` is asked at every event and has to be quick.
    """

    def register(work: Work) -> Work:
        path = f"{work.__module__}.{work.__qualname__}"
        _everywhere[path] = Handler(path, work, wanted=wanted)
        return work

    return register


def handlers(name: str) -> dict[str, Handler]:
    """The handlers that may have work on events of this name, by path."""
    return _everywhere | _handlers.get(name, {})


def wanting(name: str) -> list[Handler]:
    """The handlers that have work on an event of this name now."""
    return [one for one in handlers(name).values() if one.wanted is None or one.wanted(name)]
