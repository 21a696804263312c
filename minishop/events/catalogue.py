"""Which events others may hear of, what each says to them, and which stay inside.

A department's `told.py` says `@catalogue.public({"order.paid": _("An order is paid.")}, example={…})` on
a function that builds what is told of the event, and `catalogue.internal(…)` of the others. What is told
holds ids and public facts, never contact data: who may know more asks the API with a right of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from minishop.events.models import Event
from minishop.registry import Registry

Build = Callable[[Event], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Announcement:
    """One public event: what it means in words, since which version, and what it tells."""

    name: str
    words: Any
    since: str
    build: Build
    example: Mapping[str, Any]


announcements: Registry[Announcement] = Registry("public event")
inside: set[str] = set()


def public(
    names: Mapping[str, Any], *, example: Mapping[str, Any], since: str = "0.2"
) -> Callable[[Build], Build]:
    """Events of these names, with their words, may be told to others as the function builds it."""

    def register(build: Build) -> Build:
        for name, words in names.items():
            announcements.add(name, Announcement(name, words, since, build, example))
        return build

    return register


def internal(*names: str) -> None:
    """Events of these names are nobody's business but the shop's."""
    inside.update(names)


def payload(event: Event) -> dict[str, Any]:
    """What others are told of a public event; of what is gone meanwhile, its name alone.

    Raises:
        KeyError: it is none of the public ones.
    """
    try:
        return announcements[event.name].build(event)
    except ObjectDoesNotExist:
        return {"subject": event.subject, "is_gone": True}
