"""Filters that are on, in words, each with the address without it."""

from dataclasses import dataclass
from typing import Any

from catalog.shop import counting, directory
from catalog.shop.scopes import Scope
from catalog.shop.wishes import Wish


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: `row` has its words where it is a row; `pieces` is what there would be without it."""

    field: str
    value: Any
    row: Any
    href: str
    pieces: int = 0


def chips(scope: Scope, wish: Wish) -> list[Chip]:
    named = _named(wish)
    return [
        Chip(field, value, named.get((field, value)), scope.address(wish.less(field, value)))
        for field, value in wish.parts()
    ]


def ways_out(scope: Scope, wish: Wish) -> list[Chip]:
    """When nothing is all of that: what to leave out, with the pieces there would be."""
    by_part = {(chip.field, chip.value): chip for chip in chips(scope, wish)}
    return [
        Chip(field, value, by_part[field, value].row, by_part[field, value].href, pieces)
        for field, value, pieces in counting.without_each(scope, wish)
    ]


def _named(wish: Wish) -> dict[tuple[str, Any], Any]:
    """The rows of what is asked for, where there are any."""
    options = directory.facets_named(wish.option)
    vendors = directory.vendors_named(wish.vendor)
    return (
        {("option", code): row for code, row in options.items()}
        | {("vendor", handle): row for handle, row in vendors.items()}
        | {("dept", each.handle): each for each in directory.departments()}
    )
