"""Leave to write what nobody waits for: news go only to those who agreed, and say how to end them.

The department that keeps consents gives it (`leaves.add("consents", Leave(…))`); while nobody does,
no marketing is written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minishop.registry import Registry


@dataclass(frozen=True, slots=True)
class Leave:
    """Who may be written to by which channel, and the address that ends it by one click (RFC 8058)."""

    may_write: Callable[[Any, str], bool]
    way_out: Callable[[Any, str], str]


leaves: Registry[Leave] = Registry("leave to write")


def given(person: Any, channel: str) -> bool:
    """Whether everyone who keeps consents says that this person agreed."""
    said = [leave.may_write(person, channel) for _name, leave in leaves]
    return bool(said) and all(said)


def way_out(person: Any, channel: str) -> str:
    """Where whoever holds the message ends such messages."""
    return next((leave.way_out(person, channel) for _name, leave in leaves), "")
