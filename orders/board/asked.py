"""What the board's address asks for: a way, marks, words, a page of each lane."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from orders.board import lanes
from orders.carts.models import Way

MOST = 40
#: Marks a card may carry, and how they are found.
MARKS: dict[str, Callable[[datetime], Q]] = {
    "late": lanes.is_late,
    "wish": lambda _now: lanes.is_wished(),
    "gift": lambda _now: lanes.is_gift(),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One view of the board; its address holds all of it."""

    way: str = ""
    marks: frozenset[str] = frozenset()
    words: str = ""
    pages: dict[str, int] = field(default_factory=dict)

    def where(self, now: datetime) -> Q:
        """The fulfilments asked for, in whichever lane."""
        found = Q(way=self.way) if self.way else Q()
        for mark in sorted(self.marks):
            found &= MARKS[mark](now)
        for word in self.words.split():
            found &= lanes.is_called(word)
        return found

    @property
    def query(self) -> str:
        """As it stands in an address."""
        told = QueryDict(mutable=True)
        if self.way:
            told["way"] = self.way
        told.setlist("mark", sorted(self.marks))
        if self.words:
            told["q"] = self.words
        for lane, page in sorted(self.pages.items()):
            told[lane] = str(page)
        return told.urlencode()

    def other(self, **changes: Any) -> "Asked":
        """Asked another way; each lane begins anew unless its page is what changes."""
        return replace(self, **{"pages": {}} | changes)

    def turned(self, mark: str) -> "Asked":
        return self.other(marks=self.marks ^ {mark})

    def paged(self, lane: str, page: int) -> "Asked":
        pages = {**self.pages, lane: page}
        return self.other(pages={name: number for name, number in pages.items() if number > 1})


def read(told: QueryDict) -> Asked:
    """What an address asks for; what makes no sense is left out."""
    way = told.get("way", "")
    pages = {lane.code: _page(told.get(lane.code, "")) for lane in lanes.LANES}
    return Asked(
        way=way if way in Way.values else "",
        marks=frozenset(told.getlist("mark")) & frozenset(MARKS),
        words=told.get("q", "").replace("\0", "").strip()[:MOST],
        pages={code: page for code, page in pages.items() if page > 1},
    )


def _page(typed: str) -> int:
    """A page's number, the first where it is none."""
    return int(typed[:5]) if typed.isascii() and typed.isdigit() else 1
