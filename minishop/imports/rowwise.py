"""Kinds of tables in which each row stands for itself: what such a row says is read, compared and written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minishop.imports.cells import Row, Table, TableRefused
from minishop.imports.kinds import Change, Finding, Outcome, Request


class Refused(Exception):
    """The row can't be taken, for a reason told in words; nothing of it was written."""

    def __init__(self, reason: Any, column: str = "") -> None:
        self.reason, self.column = reason, column
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row says beside what is so, and how to make it so."""

    key: str
    changes: tuple[Change, ...] = ()
    write: Callable[[], object] = lambda: None
    warnings: tuple[tuple[Any, str], ...] = ()
    is_new: bool = False


def named(headers: Sequence[str], *names: str) -> str:
    """The first of these columns that the table has, however it is written; empty when it has none."""
    known = {header.casefold(): header for header in headers}
    return next((known[name.casefold()] for name in names if name.casefold() in known), "")


def cell(row: Row, *names: str) -> str:
    """What the row says in the first of these columns that is there, trimmed."""
    column = named(list(row.cells), *names)
    return row.cells[column].strip() if column else ""


class Rowwise:
    """The part of a kind that all such kinds share; they bring `read` and `known_by`."""

    switches: Mapping[str, Any] = {}
    needs: Sequence[str] = ()
    #: Columns by which a row says what it is about, the first that is filled in being its key.
    known_by: Sequence[str] = ()

    def read(self, row: Row, request: Request) -> Reading:
        """What the row says.

        Raises:
            Refused: it can't be taken.
        """
        raise NotImplementedError

    def units(self, table: Table) -> Iterator[Any]:
        if not named(table.headers, *self.known_by):
            wanted = ", ".join(self.known_by[:3])
            raise TableRefused(_("None of the columns %(names)s is there.") % {"names": wanted})
        return table.rows()

    def plan(self, unit: Row, request: Request) -> Outcome:
        try:
            return self._told(unit, self._trusted(unit, request))
        except Refused as why:
            return self._refused(unit, why)

    def apply(self, unit: Row, request: Request) -> Outcome:
        try:
            with transaction.atomic():
                reading = self._trusted(unit, request)
                if reading.changes:
                    reading.write()
            return self._told(unit, reading)
        except Refused as why:
            return self._refused(unit, why)

    def _trusted(self, row: Row, request: Request) -> Reading:
        if row.problem:
            raise Refused(row.problem)
        return self.read(row, request)

    def _told(self, row: Row, reading: Reading) -> Outcome:
        findings = tuple(Finding(row.number, words, column) for words, column in reading.warnings)
        return Outcome(reading.key, (row.number,), reading.is_new, reading.changes, findings)

    def _refused(self, row: Row, why: Refused) -> Outcome:
        key = next((told for name in self.known_by if (told := cell(row, name))), "")
        return Outcome(key, (row.number,), findings=(Finding(row.number, why.reason, why.column, True),))
