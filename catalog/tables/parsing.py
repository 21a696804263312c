"""Single cells: what a price, a weight, a moment or a yes says, or why it can't be told."""

import re
from datetime import datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from catalog.products.services import TAGS
from minishop.imports.columns import CellRefused
from minishop.imports.numbers import money
from minishop.imports.rowwise import Refused

YES = {"true", "yes", "y", "1", "1.0", "是", "x", "on"}
NO = {"false", "no", "n", "0", "0.0", "否", "off"}
UNITS = {
    "": Decimal(1),
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
}
ATTRIBUTES = {"href", "hreflang", "title", "lang", "cite", "rel", "dir"}
#: Programs write the first or the last year for "never"; in another time zone it can't be read again.
YEARS = range(1900, 9000)


def yes(cell: str, *, blank: bool) -> bool:
    """Raises:
    CellRefused: neither a yes nor a no.
    """
    told = cell.strip().casefold()
    if not told:
        return blank
    if told not in YES | NO:
        raise CellRefused(_("“%s” is neither TRUE nor FALSE.") % cell[:40])
    return told in YES


def amount(cell: str, currency: str) -> Decimal | None:
    """What the cell costs, read as in tables of prices; None for a blank one.

    Raises:
        CellRefused: it can't be read, or in more than one way.
    """
    try:
        return money(cell, currency) if cell.strip() else None
    except Refused as refused:
        raise CellRefused(refused.reason) from refused


def grams(cell: str, unit: str = "g") -> tuple[int, Any]:
    """Whole grams, and a warning; what is no weight weighs nothing."""
    text = cell.strip().replace(",", "") or "0"
    factor = UNITS.get(unit.strip().casefold())
    if factor is None or not re.fullmatch(r"-?\d+(?:\.\d*)?|-?\.\d+", text):
        return 0, _("“%s” is not a weight.") % cell[:40]
    weight = round(Decimal(text) * factor)
    if weight < 0 or weight > 2_000_000_000:
        return 0, _("“%s” is not a weight.") % cell[:40]
    return weight, ""


def moment(cell: str) -> datetime | None:
    """A date or a moment, in the shop's own time unless it says otherwise; None for a blank cell.

    Raises:
        CellRefused: neither.
    """
    text = cell.strip()
    if not text:
        return None
    try:
        found = parse_datetime(text)
        day = None if found else parse_date(text)
    except ValueError:
        found = day = None
    if day:
        found = datetime(day.year, day.month, day.day)
    if found is None or found.year not in YEARS:
        raise CellRefused(_("“%s” is not a date: write 2026-05-01 10:00.") % cell[:40])
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def tags(cell: str) -> list[str]:
    """What commas part, each once; a tag that holds a comma stands in double quotes."""
    found: dict[str, None] = {}
    for quoted, bare in re.findall(r'\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)', cell):
        if tag := quoted.replace('""', '"') or bare.strip():
            found[tag] = None
    return list(found)


def written_tags(tags: list[str]) -> str:
    return ", ".join(_quoted(tag) if {",", '"'} & set(tag) or tag != tag.strip() else tag for tag in tags)


def _quoted(tag: str) -> str:
    return '"' + tag.replace('"', '""') + '"'


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found[f"<{tag}>"] = None
            return
        for name, value in attrs:
            if name not in ATTRIBUTES or (name == "href" and "script:" in (value or "").casefold()):
                self.found[name] = None


def taken_out(html: str) -> list[str]:
    """What sanitising takes out of the HTML: elements and attributes, each once."""
    if "<" not in html:
        return []
    parser = _Tags()
    parser.feed(html)
    return list(parser.found)
