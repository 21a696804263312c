"""What the board's page is made of; the same whichever house, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orders.board import cards, deeds, lanes
from orders.board.asked import MARKS, Asked
from orders.carriers import registry
from orders.carts.models import Way
from orders.stores.models import Store

WORDS = {
    "all": _("All open"),
    "pickup": _("Collect"),
    "ship": _("Ship"),
    "late": _("Late"),
    "wish": _("Wishes"),
    "gift": _("Gift"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A lane with one page of its cards."""

    lane: lanes.Lane
    count: int
    oldest: str
    cards: list[cards.Card]
    #: Addresses of the page before and after, where there is one.
    before: str
    after: str


def board(store: Store, asked: Asked) -> dict[str, Any]:
    """The lanes as they were asked for, and the numbers on the filters."""
    now = timezone.now()
    house = lanes.of_house(store)
    found = house.filter(asked.where(now))
    counts = lanes.counted(found)
    pages = {lane: list(lanes.page(found, lane, asked.pages.get(lane.code, 1))) for lane in lanes.LANES}
    prefetch_related_objects([row for rows in pages.values() for row in rows], *lanes.details())
    return {
        "store": store,
        "asked": asked,
        "now": now,
        "lanes": [_shown(lane, rows, counts, asked, now) for lane, rows in pages.items()],
        "filters": _filters(asked, lanes.tallied(house, now)),
        "deeds": deeds,
        "carriers": [(code, carrier.label) for code, carrier in registry.enabled().items()],
    }


def _shown(lane: lanes.Lane, rows: list[Any], counts: dict[str, Any], asked: Asked, now: datetime) -> Shown:
    page, since = asked.pages.get(lane.code, 1), counts.get(f"{lane.code}_since")
    more = counts[lane.code] > page * lanes.PAGE
    return Shown(
        lane=lane,
        count=counts[lane.code],
        oldest=cards.lasting(now - since) if since else "",
        cards=cards.cards(rows, lane, now),
        before=f"?{asked.paged(lane.code, page - 1).query}" if page > 1 else "",
        after=f"?{asked.paged(lane.code, page + 1).query}" if more else "",
    )


def _filters(asked: Asked, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Each filter with its number, whether it is on, and where it leads."""
    ways = [
        ("", "all"),
        *((way.value, way.value) for way in Way if way == Way.PICKUP),
        (Way.SHIP.value, "ship"),
    ]
    told = [(name, asked.way == way, asked.other(way=way)) for way, name in ways]
    told += [(mark, mark in asked.marks, asked.turned(mark)) for mark in MARKS]
    return [
        {"words": WORDS[code], "n": counts[code], "on": is_on, "query": other.query}
        for code, is_on, other in told
    ]
