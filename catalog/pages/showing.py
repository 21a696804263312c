"""A page as a visitor sees it: which revision, which of its blocks, and the rows they lead to.

What is kept holds every block with its moments and its audience; which of them are shown is decided for
each visit, so a page follows its clock to the second and nobody is shown what was meant for others.
"""

from collections.abc import Collection as Group
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from catalog.collections.models import Collection
from catalog.pages import content as contents
from catalog.pages import gathering
from catalog.pages.content import Content
from catalog.pages.gathering import Led
from catalog.pages.models import HOME, Block, Page, Revision
from catalog.pages.parts import FRESH, Kind, Part
from catalog.pictures.models import Picture
from catalog.shelf import services as shelf
from catalog.stories.models import Story


@dataclass(frozen=True, slots=True)
class Shown:
    """A page at one moment, for one visitor."""

    page: Page
    parts: list[Part]
    #: Whether others are shown something else.
    is_personal: bool

    @property
    def has_heading(self) -> bool:
        """Whether its first block is the page's own title."""
        return bool(self.parts) and self.parts[0].block.kind == Kind.HERO

    @property
    def focal(self) -> Picture | None:
        """The picture seen first, when the page opens with one."""
        return self.parts[0].picture if self.has_heading else None


def page(handle: str, audience: Group[str] = frozenset()) -> Shown | None:
    """The page as shoppers of this audience see it now; None where they see none."""
    timeline = shelf.read(f"timeline:{handle}", lambda: _timeline(handle) or _nothing(handle))
    revision = _in_force(timeline or [], timezone.now())
    if revision is None:
        return None
    kept = shelf.read(f"page:{revision.pk}", lambda: gathering.gather(revision.content))
    return show(page_of(handle, revision.content), kept, audience, key=f"page:{revision.pk}")


def automatic() -> Shown:
    """The front of a shop that has composed none: its stories, what is new, its departments, a house."""
    kept = shelf.read("home", _automatic)
    return show(Page(handle="", title=""), kept, key="home")


def preview(handle: str, content: Content, at: datetime | None = None) -> Shown:
    """The content as everyone would see it at a moment; nothing of it is kept."""
    return show(page_of(handle, content), gathering.gather(content, at), at=at)


def show(
    page: Page,
    kept: list[Led],
    audience: Group[str] = frozenset(),
    *,
    at: datetime | None = None,
    key: str = "",
) -> Shown:
    now = at or timezone.now()
    chosen = [led for led in kept if _is_open(led.block, now) and _is_for(led.block, audience)]
    parts = [
        Part(led, _key(key, led, position == 0), position == 0, now) for position, led in enumerate(chosen)
    ]
    return Shown(page, parts, is_personal=any(led.block.audience for led in kept))


def page_of(handle: str, content: Content) -> Page:
    return Page(handle=handle, **{name: content[name] for name in contents.PAGE})


def live_at(handle: str, at: datetime) -> Revision | None:
    """The revision shoppers see at a moment from now on."""
    return _in_force(_timeline(handle), at)


def _timeline(handle: str) -> list[Revision]:
    return list(Revision.objects.timeline(handle))


def _nothing(handle: str) -> list[Revision] | None:
    """That the front is not composed is worth keeping; that there is no such page is not."""
    return [] if handle == HOME else None


def _in_force(timeline: list[Revision], now: datetime) -> Revision | None:
    begun = [revision for revision in timeline if revision.live_at and revision.live_at <= now]
    return begun[-1] if begun else None


def _key(key: str, led: Led, is_first: bool) -> str:
    if not key or led.block.kind in FRESH:
        return ""
    return f"{key}:{led.block.pk or led.block.position}:{is_first}"


def _is_open(block: Block, now: datetime) -> bool:
    begun = block.starts_at is None or block.starts_at <= now
    return begun and (block.ends_at is None or block.ends_at > now)


def _is_for(block: Block, audience: Group[str]) -> bool:
    return not block.audience or bool(set(block.audience) & set(audience))


def _automatic() -> list[Led]:
    by_place: dict[str, list[Story]] = {place: [] for place in Story.Place.values}
    for story in Story.objects.published().for_pages():
        by_place[story.place].append(story)
    front = list(_front(by_place))
    for position, led in enumerate(front):
        led.block.position = position
    return [led for led in front if not led.is_empty]


def _front(stories: dict[str, list[Story]]) -> Iterator[Led]:
    yield from (Led(Block(kind=Kind.HERO, story=story)) for story in stories[Story.Place.HERO][:1])
    yield Led(Block(kind=Kind.PRODUCTS), pieces=gathering.newest())
    yield from (Led(Block(kind=Kind.STORY, story=story)) for story in stories[Story.Place.ESSAY][:3])
    yield Led(Block(kind=Kind.DEPARTMENTS), departments=list(Collection.objects.departments()))
    night = stories[Story.Place.NIGHT][:1]
    yield from (Led(Block(kind=Kind.STORY, story=story, look=Block.Look.NIGHT)) for story in night)
    yield Led(Block(kind=Kind.STORE))
