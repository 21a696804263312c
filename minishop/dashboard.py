"""Figures staff see first, filled by departments from their `figures.py`; each leads to its list.

`@figure("to-pick", _("To pick"), permission="orders.view_fulfilment")` on a function of the person
that answers a `Figure`; it is asked only for people with the permission.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from minishop.registry import Registry


@dataclass(frozen=True, slots=True)
class Figure:
    """How much, in words where a number needs them, and where the rows behind it are."""

    value: Any
    url: str
    words: Any = ""
    #: Someone should look at it today.
    is_pressing: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    label: Any
    permission: str
    icon: str
    position: int
    ask: Callable[[Any], Figure]


figures: Registry[Asked] = Registry("figure")


def figure(
    name: str, label: Any, *, permission: str, icon: str = "monitoring", position: int = 100
) -> Callable[[Callable[[Any], Figure]], Callable[[Any], Figure]]:
    def register(ask: Callable[[Any], Figure]) -> Callable[[Any], Figure]:
        figures.add(name, Asked(label, permission, icon, position, ask))
        return ask

    return register


def for_person(person: Any) -> list[dict[str, Any]]:
    """The figures this person may see, asked now."""
    allowed = [(name, asked) for name, asked in figures if person.has_perm(asked.permission)]
    allowed.sort(key=lambda pair: pair[1].position)
    return [
        {"name": name, "label": asked.label, "icon": asked.icon, "figure": asked.ask(person)}
        for name, asked in allowed
    ]


def list_of(label: str, **filters: Any) -> str:
    """The admin's list of a model, filtered; empty where there is none."""
    app, _, name = label.partition(".")
    try:
        address = reverse(f"admin:{app}_{name}_changelist")
    except NoReverseMatch:
        return ""
    return f"{address}?{urlencode(filters)}" if filters else address
