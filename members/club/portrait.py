"""One member on one page: figures, and lists a tab each, filled by whichever department knows them.

A part is asked only for people with its permission, and a list only when its tab is open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from members.accounts.models import User
from minishop.registry import Registry


@dataclass(frozen=True, slots=True)
class Stroke:
    """One figure: how much, what else is to say of it, and the tab or the page behind it."""

    value: Any
    words: Any = ""
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    label: Any
    permission: str
    ask: Callable[[User], Stroke | None]
    position: int


@dataclass(frozen=True, slots=True)
class Page:
    """What stands under a tab: rows of cells, the latest first, and where all of it is."""

    headers: Sequence[Any]
    rows: Sequence[Sequence[Any]]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    label: Any
    permission: str
    read: Callable[[User], Page]
    position: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """What one of the staff may see of a member."""

    figures: list[tuple[Any, Stroke]] = field(default_factory=list)
    tabs: list[tuple[str, Any]] = field(default_factory=list)
    open: str = ""
    page: Page | None = None


#: Rows under a tab; the rest is where `more` leads.
SHOWN = 25
figures: Registry[Figure] = Registry("figure of a member")
tabs: Registry[Tab] = Registry("tab of a member")

Asks = Callable[[User], Stroke | None]
Reads = Callable[[User], Page]


def figure(name: str, label: Any, *, permission: str, position: int = 100) -> Callable[[Asks], Asks]:
    def register(ask: Asks) -> Asks:
        figures.add(name, Figure(label, permission, ask, position))
        return ask

    return register


def tab(name: str, label: Any, *, permission: str, position: int = 100) -> Callable[[Reads], Reads]:
    def register(read: Reads) -> Reads:
        tabs.add(name, Tab(label, permission, read, position))
        return read

    return register


def of(user: User, *, reader: Any, wanted: str = "") -> Portrait:
    """The member as the reader may see them; the tab that is wanted is open, or the first."""
    if user.is_staff:
        return Portrait()
    drawn = sorted((each for _name, each in figures), key=lambda each: each.position)
    told = [(each.label, each.ask(user)) for each in drawn if reader.has_perm(each.permission)]
    allowed = [(name, each) for name, each in tabs if reader.has_perm(each.permission)]
    allowed.sort(key=lambda pair: pair[1].position)
    chosen = next((name for name, _tab in allowed if name == wanted), allowed[0][0] if allowed else "")
    return Portrait(
        figures=[(label, stroke) for label, stroke in told if stroke is not None],
        tabs=[(name, each.label) for name, each in allowed],
        open=chosen,
        page=tabs[chosen].read(user) if chosen else None,
    )
