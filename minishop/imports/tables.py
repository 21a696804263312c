"""Tables as files: CSV and XLSX in, CSV and XLSX out, cell by cell the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells by header; `number` is the line of the file on which it begins, the header's is 1."""

    number: int
    cells: Mapping[str, str]


class Table:
    """A table being read: headers first, then rows one by one."""

    headers: list[str]

    def rows(self) -> Iterator[Row]:
        raise NotImplementedError
