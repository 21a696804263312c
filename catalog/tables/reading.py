"""A table cut into products: the rows of one handle, wherever in the file they stand.

The file is read twice, once to count each product's rows, so that only products whose rows lie apart
are held while others pass.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.text import slugify
from pypinyin import lazy_pinyin

from catalog.tables.columns import Layout
from minishop.imports.tables import Row, Table

HANDLE = re.compile(r"[-a-zA-Z0-9_]{1,120}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its cells by what they mean."""

    row: Row
    layout: Layout

    @property
    def number(self) -> int:
        return self.row.number

    def cell(self, name: str) -> str | None:
        """The cell of a column, None where the table has none."""
        header = self.layout.places.get(name)
        return None if header is None else self.row.cells[header]

    def text(self, name: str) -> str:
        return (self.cell(name) or "").strip()


@dataclass
class Unit:
    """The rows of one product; without a handle they belong to none."""

    handle: str
    lines: list[Line] = field(default_factory=list)
    #: The handle as the file has it, where it had to be changed.
    given: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(line.number for line in self.lines)

    @cached_property
    def layout(self) -> Layout:
        return self.lines[0].layout

    @cached_property
    def lead(self) -> Line | None:
        """The row that speaks of the product itself: the first with a title."""
        if "Title" not in self.layout:
            return self.lines[0]
        return next((line for line in self.lines if line.text("Title")), None)


def units(table: Table) -> Iterator[Unit]:
    """Each product once, when its last row has passed; rows of no product each for themselves."""
    layout = Layout(table.headers)
    left = Counter(handle for handle, _line in _told(table, layout))
    waiting: dict[str, Unit] = {}
    for handle, line in _told(table, layout):
        unit = waiting.setdefault(handle, Unit(handle))
        unit.lines.append(line)
        if sku := line.text("Variant SKU"):
            layout.claimed.setdefault(sku, handle)
        if line.text("Handle") not in ("", handle):
            unit.given = unit.given or line.text("Handle")
        left[handle] -= 1
        if not left[handle] or not handle:
            yield waiting.pop(handle)


def _told(table: Table, layout: Layout) -> Iterator[tuple[str, Line]]:
    """Each row with its product's handle: its own, else made of its title, else that of the row before."""
    last = ""
    for row in table.rows():
        line = Line(row, layout)
        last = handle_of(line.text("Handle")) or handle_of(line.text("Title")) or last
        yield last, line


def handle_of(text: str) -> str:
    """The text as a handle: itself if it is one, else in Latin letters; the same for the same text."""
    if HANDLE.fullmatch(text):
        return text
    latin = slugify(" ".join(lazy_pinyin(text)) if not text.isascii() else text)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    if len(latin) > 120:
        return f"{latin[:111].rstrip('-')}-{digest}"
    return latin or (f"product-{digest}" if text else "")
