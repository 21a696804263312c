"""What an outcome is to whoever reads the report: a line for each difference, warning and error."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from minishop.imports.kinds import Change, Finding, Outcome
from minishop.imports.models import ImportLine, ImportRun

Level = ImportLine.Level
#: How much of a new thing's cells its one line shows.
GLIMPSE = 300
HEADERS = ["Row", "Level", "Key", "Column", "Before", "After", "Message"]


def lines_of(run: ImportRun, outcome: Outcome, *, is_dry: bool) -> Iterator[ImportLine]:
    """One line for a new thing, one for each difference of a known one, one for each finding."""
    base = {"run": run, "is_dry": is_dry, "key": _plain(outcome.key, 200)}
    row = min(outcome.rows, default=0)
    if outcome.is_new and outcome.applied:
        yield ImportLine(
            **base, row=row, level=Level.CHANGE, after=_glimpse(outcome.changes), message=_("New")
        )
    for change in () if outcome.is_new else outcome.changes:
        yield ImportLine(
            **base, row=row, level=Level.CHANGE, column=_plain(change.column, 200),
            before=_plain(change.before), after=_plain(change.after),
        )  # fmt: skip
    for finding in outcome.findings:
        yield ImportLine(**base, **_said(finding))


def notes_of(run: ImportRun, notes: Iterable[Any]) -> Iterator[ImportLine]:
    """How the file was read, as warnings on its first line."""
    is_dry = run.state == ImportRun.State.CHECKING
    for note in notes:
        yield ImportLine(run=run, is_dry=is_dry, row=1, level=Level.WARNING, message=_plain(note))


def _said(finding: Finding) -> dict[str, Any]:
    level = Level.ERROR if finding.is_error else Level.WARNING
    column, message = _plain(finding.column, 200), _plain(finding.message)
    return {"row": finding.row, "level": level, "column": column, "message": message}


def _glimpse(changes: Iterable[Change]) -> str:
    told = " · ".join(f"{each.column}: {each.after}" for each in changes if each.after)
    return _plain(told if len(told) <= GLIMPSE else f"{told[: GLIMPSE - 1]}…")


def _plain(words: Any, most: int | None = None) -> str:
    return str(words).replace("\0", "")[:most]


def report(run: ImportRun) -> Iterator[list[str]]:
    """The latest pass as rows of a table, in the order of the file."""
    for line in run.said().iterator(chunk_size=2000):
        yield [
            str(line.row), line.level, line.key, line.column, line.before, line.after, line.message
        ]  # fmt: skip
