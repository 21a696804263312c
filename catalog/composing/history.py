"""Where a page stands: what shoppers see, what is to come, what changed, revision by revision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.composing import changes
from catalog.pages import content
from catalog.pages.models import Page, Revision

SHOWN = 12  # revisions beside the form


@dataclass(frozen=True, slots=True)
class Past:
    """One revision with its state and what it changed, in words."""

    revision: Revision
    state: str
    words: str
    changed: list[str]

    @property
    def can_be_cancelled(self) -> bool:
        return self.state == "soon"


def newest(page: Page) -> Revision | None:
    """What was last published or scheduled and still holds, shown now or not."""
    return max(_in_force(page), key=lambda revision: revision.number, default=None)


def has_changes(page: Page) -> bool:
    """Whether the working copy says something that was never published."""
    last = newest(page)
    return last is None or not content.same(content.of_page(page), last.content)


def can_discard(page: Page) -> bool:
    live = page.revisions.live().first()
    return live is not None and not content.same(content.of_page(page), live.content)


def standing(page: Page) -> tuple[str, str]:
    """(live, soon or none; the same in words)."""
    held, now = _in_force(page), timezone.now()
    live = max((_moment(each) for each in held if _moment(each) <= now), default=None)
    soon = min((_moment(each) for each in held if _moment(each) > now), default=None)
    if live:
        return "live", _("Since %(at)s") % {"at": _told(live)}
    return ("soon", _("From %(at)s") % {"at": _told(soon)}) if soon else ("none", _("Nothing yet"))


def beside(page: Page) -> dict[str, Any]:
    """What the admin shows beside the form."""
    return {
        "page": page,
        "past": past(page),
        "standing": standing(page)[1],
        "upcoming": page.revisions.scheduled().first(),
        "has_changes": has_changes(page),
    }


def past(page: Page) -> list[Past]:
    """The latest revisions, newest first, each against the one before."""
    found = list(page.revisions.select_related("actor").order_by("-number")[: SHOWN + 1])
    live = page.revisions.live().first()
    before = [*(each.content for each in found[1:]), None]
    rows = zip(found, before, strict=False)
    return [_past(page, one, was, live) for one, was in rows][:SHOWN]


def state(page: Page, revision: Revision, live: Revision | None) -> tuple[str, str]:
    """(live, soon, past or kept; the same in words)."""
    if live and revision.pk == live.pk:
        return "live", _("Shoppers see it")
    if revision.live_at is None:
        return "kept", _("Kept")
    if revision.number > page.withdrawn_to and revision.live_at > timezone.now():
        return "soon", _("From %(at)s") % {"at": _told(revision.live_at)}
    return "past", _("Seen before")


def is_to_come(revision: Revision) -> bool:
    return Revision.objects.scheduled().filter(pk=revision.pk).exists()


def changed(revision: Revision) -> list[str]:
    """What the revision changed against the one before."""
    before = revision.page.revisions.filter(number__lt=revision.number).order_by("-number").first()
    return changes.between(before.content if before else None, revision.content)


def _past(page: Page, revision: Revision, before: Any, live: Revision | None) -> Past:
    return Past(revision, *state(page, revision, live), changed=changes.between(before, revision.content))


def _in_force(page: Page) -> list[Revision]:
    meant = getattr(page, "meant", None)
    if meant is None:
        return list(page.revisions.in_force())
    return [revision for revision in meant if revision.number > page.withdrawn_to]


def _moment(revision: Revision) -> datetime:
    assert revision.live_at
    return revision.live_at


def _told(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
