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

    @property
    def lease(self) -> timedelta:
        return OUTSIDE_LEASE if self.outside else LEASE


_handlers: dict[str, dict[str, Handler]] = {}


def on(*names: str, outside: bool = False) -> Callable[[Work], Work]:
    """Registers an idempotent handler for events of these names; `outside` for work on the network."""

    def register(work: Work) -> Work:
        path = f"{work.__module__}.{work.__qualname__}"
        for name in names:
            _handlers.setdefault(name, {})[path] = Handler(path, work, outside)
        return work

    return register


def handlers(name: str) -> dict[str, Handler]:
    """The handlers of events of this name, by path."""
    return _handlers.get(name, {})
