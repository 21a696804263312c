"""The sheet of filters: groups of choices, each with the pieces it would show."""

import re
from dataclasses import dataclass
from typing import Any

from catalog.facets.models import Facet
from catalog.shop import counting, directory
from catalog.shop.counting import Counts
from catalog.shop.scopes import Scope
from catalog.shop.wishes import Wish
from catalog.vendors.models import Vendor

GROUPS, CHOICES = 6, 18  # options shown, and values of each
SIZES = {size: place for place, size in enumerate(("xxs", "xs", "s", "m", "l", "xl", "xxl", "3xl", "4xl"))}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick: `row` has its words, `value` is how addresses say it."""

    row: Any
    value: str
    pieces: int
    is_on: bool

    @property
    def is_dead(self) -> bool:
        """Nothing would be found by it now."""
        return not self.pieces and not self.is_on


@dataclass(frozen=True, slots=True)
class Sheet:
    """All groups; of those without a choice to make, nothing."""

    departments: list[Choice]
    vendors: list[Choice]
    options: list[list[Choice]]
    houses: dict[str, int]
    stock: int


def sheet(scope: Scope, wish: Wish) -> Sheet:
    """What can be chosen stands still while one chooses; only the counts move."""
    there = counting.counts(scope, Wish())
    now = counting.counts(scope, wish) if wish.count else there
    rows = counting.facets_of(there)
    return Sheet(
        departments=_departments(scope, wish, there, now),
        vendors=_vendors(scope, wish, there, now),
        options=_options([row for row in rows if row.option], wish, now),
        houses={row.value: now.facet[row.pk] for row in rows if not row.option},
        stock=now.stock,
    )


def _departments(scope: Scope, wish: Wish, there: Counts, now: Counts) -> list[Choice]:
    """Unless the listing is a department itself: its tabs lead to the others."""
    if scope.collection:
        return []
    return [
        Choice(each, each.handle, now.dept[each.pk], each.handle in wish.dept)
        for each in directory.departments()
        if there.dept[each.pk] or each.handle in wish.dept
    ]


def _vendors(scope: Scope, wish: Wish, there: Counts, now: Counts) -> list[Choice]:
    if scope.vendor:
        return []
    most = [pk for pk, _ in there.vendor.most_common(CHOICES)]
    choices = [
        Choice(vendor, vendor.handle, now.vendor[vendor.pk], vendor.handle in wish.vendor)
        for vendor in _by_name(most, wish)
    ]
    return choices if len(choices) > 1 or wish.vendor else []


def _by_name(pks: list[int], wish: Wish) -> list[Vendor]:
    """These, and those asked for, by name."""
    found = {*directory.vendors_numbered(pks), *directory.vendors_named(wish.vendor).values()}
    return sorted(found, key=lambda vendor: vendor.name.casefold())


def _options(rows: list[Facet], wish: Wish, now: Counts) -> list[list[Choice]]:
    """The options of most pieces first; of each the values of most pieces, and all that are chosen."""
    groups: dict[str, list[Facet]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    told = [
        [
            Choice(row, row.code, now.facet[row.pk], row.code in wish.option)
            for place, row in enumerate(values)
            if place < CHOICES or row.code in wish.option
        ]
        for values in groups.values()
        if len(values) > 1 or values[0].code in wish.option
    ]
    return [_in_order(choices) for choices in told[:GROUPS]]


def _in_order(choices: list[Choice]) -> list[Choice]:
    """Sizes and amounts from small to large, where all are; others by how many pieces have them."""
    sizes = {choice: size for choice in choices if (size := _size(choice.row.value)) is not None}
    return sorted(choices, key=lambda choice: sizes[choice]) if len(sizes) == len(choices) else choices


def _size(value: str) -> float | None:
    """How large "M" or "50 ml" is among its like; None for what is no size."""
    number = re.match(r"\d+(?:\.\d+)?", value)
    return float(number[0]) if number else SIZES.get(value.strip().casefold())
