"""What a table is, whichever file it came in; and cells that a spreadsheet would take for formulas.

A cell beginning with one of `= + - @ tab '` is written with one `'` before it, in CSV and XLSX alike.
Reading takes one `'` away where one of those follows it, so that a foreign `'Tis` stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

DANGEROUS = frozenset("=+-@\t'")
MAX_BYTES = 100 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000


class TableRefused(Exception):
    """The file can't be read as a table; `reason` says why in words."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells by header; `number` is the line of the file on which it begins, the header's is 1.

    `problem` is why the row can't be trusted, if it can't; `extra` are cells beyond the last header.
    """

    number: int
    cells: Mapping[str, str]
    extra: tuple[str, ...] = ()
    problem: Any = ""


class Table:
    """A table being read: headers first, then rows one by one, from the first again each time asked."""

    headers: list[str]
    #: What staff should know of how the file was read.
    notes: list[Any]

    def rows(self) -> Iterator[Row]:
        raise NotImplementedError


def escaped(text: str) -> str:
    return f"'{text}" if text[:1] in DANGEROUS and text else text


def plain(text: str) -> str:
    """The cell as it was before `escaped`."""
    return text[1:] if text[:1] == "'" and text[1:2] in DANGEROUS and len(text) > 1 else text


class Shape:
    """The headers of a table and where their cells are; names are trimmed and there is one of each."""

    def __init__(self, record: Sequence[str], notes: list[Any]) -> None:
        if len(record) > MAX_COLUMNS:
            raise TableRefused(_("More than %d columns.") % MAX_COLUMNS)
        self.width = len(record)
        self.places: dict[str, int] = {}
        for place, cell in enumerate(record):
            if header := " ".join(plain(cell.strip().strip("\ufeff")).split()):
                self.places[self._free(header, notes)] = place
        if not self.places:
            raise TableRefused(_("There are no column headers."))

    def _free(self, header: str, notes: list[Any]) -> str:
        name, number = header, 1
        while name in self.places:
            number += 1
            name = f"{header} ({number})"
        if number > 1:
            notes.append(_("The column “%s” is there more than once; the first counts.") % header)
        return name

    def row(self, number: int, record: Sequence[str], problem: Any = "") -> Row:
        """The record by header; what a short one lacks is blank."""
        count = len(record)
        cells = {name: plain(record[at]) if at < count else "" for name, at in self.places.items()}
        extra = tuple(cell for cell in record[self.width :] if cell.strip())
        return Row(number, cells, extra, problem)


def is_blank(record: Sequence[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in record)
