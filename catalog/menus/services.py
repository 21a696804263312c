"""Reads and verbs of menus; a page asks for them without a query most of the time.

Every page has a footer, so its links lie in this process's memory, like the brand, at most half a minute
old, and not among the reads a page asks for anew after every change of the catalogue.
"""

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from catalog.menus.models import MenuItem
from catalog.pages.models import Page
from minishop import events

REMEMBERED_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Link:
    """One link, its words by language with the shop's own under an empty name."""

    href: str
    words: dict[str, str]

    def __str__(self) -> str:
        return self.words.get(get_language() or "") or self.words[""]


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the menus lead now, and which composed pages can be read."""

    menus: dict[str, list[Link]] = field(default_factory=dict)
    pages: dict[str, Link] = field(default_factory=dict)


class _Memory:
    doors: Doors | None = None
    until: float = 0.0


def doors() -> Doors:
    """The links of every menu as of at most half a minute ago."""
    found = _Memory.doors
    if found is None or monotonic() > _Memory.until:
        found = _read()
        remember(found)
    return found


def remember(found: Doors | None) -> None:
    """This process shows these doors until it looks again; None makes it look at once."""
    _Memory.doors = found
    _Memory.until = monotonic() + REMEMBERED_SECONDS


@transaction.atomic
def keep(*, item: MenuItem, actor: Any = None) -> MenuItem:
    """The link stands where it was put; it leads to one thing, inside the shop or by https.

    Raises:
        ValidationError: it leads nowhere, to two things, or where no link may lead.
    """
    item.full_clean()
    item.save()
    events.emit("menu.kept", subject=item, actor=actor, menu=item.menu)
    transaction.on_commit(lambda: remember(None))
    return item


@transaction.atomic
def remove(*, item: MenuItem, actor: Any = None) -> None:
    """The menu no longer has the link."""
    events.emit("menu.removed", subject=item, actor=actor, menu=item.menu)
    item.delete()
    transaction.on_commit(lambda: remember(None))


def _read() -> Doors:
    found = Doors()
    for item in MenuItem.objects.open():
        found.menus.setdefault(item.menu, []).append(Link(item.href, _words(item)))
    for page in Page.objects.live():
        found.pages[page.handle] = Link(page.get_absolute_url(), _words(page))
    return found


def _words(row: MenuItem | Page) -> dict[str, str]:
    spoken = {code: words["title"] for code, words in row.translations.items() if words.get("title")}
    return {"": row.title, **spoken}
