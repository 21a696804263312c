"""What differs between two contents of a page, in words for staff."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.pages.content import BLOCK, MOMENTS, ONE, PAGE, Content
from catalog.pages.models import Block, Page

WORDS = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("summary"),
    "seo_title": gettext_lazy("title for search engines"),
    "seo_description": gettext_lazy("description for search engines"),
    "kind": gettext_lazy("kind"),
    "is_shown": gettext_lazy("shown or not"),
    "kicker": gettext_lazy("line above"),
    "text": gettext_lazy("text"),
    "action": gettext_lazy("button"),
    "link": gettext_lazy("link"),
    "look": gettext_lazy("look"),
    "audience": gettext_lazy("audience"),
    "picture": gettext_lazy("picture"),
    "collection": gettext_lazy("collection"),
    "story": gettext_lazy("story"),
    "products": gettext_lazy("pieces"),
    "starts_at": gettext_lazy("beginning"),
    "ends_at": gettext_lazy("end"),
}


def between(old: Content | None, new: Content) -> list[str]:
    """One sentence for each thing that changed; one only when there was nothing before."""
    if old is None:
        blocks = len(new["blocks"])
        return [
            ngettext("First kept, with %(count)s block", "First kept, with %(count)s blocks", blocks)
            % {"count": blocks}
        ]
    return [*_page(old, new), *_blocks(old["blocks"], new["blocks"])]


def _page(old: Content, new: Content) -> Iterator[str]:
    if found := _fields(old, new, PAGE, Page.translated):
        yield _("Page: %(fields)s") % {"fields": found}


def _blocks(old: list[Content], new: list[Content]) -> Iterator[str]:
    before, after = ({row["id"]: row for row in rows} for rows in (old, new))
    for pk, row in after.items():
        if pk not in before:
            yield _("%(block)s: added") % {"block": called(row)}
        elif found := _fields(before[pk], row, (*BLOCK, *ONE, *MOMENTS, "products"), Block.translated):
            yield _("%(block)s: %(fields)s") % {"block": called(row), "fields": found}
    for pk, row in before.items():
        if pk not in after:
            yield _("%(block)s: removed") % {"block": called(row)}
    if [pk for pk in before if pk in after] != [pk for pk in after if pk in before]:
        yield _("Blocks in another order")


def called(row: Content) -> str:
    """A block by its kind and, where it has one, its title."""
    kind = str(Block.Kind(row["kind"]).label)
    return f"{capfirst(kind)} “{row['title'].replace('*', '')}”" if row["title"] else str(capfirst(kind))


def _fields(old: Content, new: Content, names: tuple[str, ...], translated: tuple[str, ...]) -> str:
    """Which fields differ, texts in other languages by their language."""
    found: list[Any] = [WORDS[name] for name in names if name != "translations" and old[name] != new[name]]
    for code, language in settings.LANGUAGES:
        before, after = (told["translations"].get(code, {}) for told in (old, new))
        changed = [WORDS[name] for name in translated if before.get(name) != after.get(name)]
        found += [f"{name} ({_(str(language))})" for name in changed]
    return ", ".join(map(str, found))
