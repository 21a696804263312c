"""Passes over a table, in slices: one worker at a time, and each unit told of exactly once.

A slice claims the run by a conditional UPDATE with a lease. A unit is applied in one transaction with
the record of what came of it, which first takes the run's row as ours: a worker that lost its lease
applies nothing more, and one that was killed leaves no unit half told. The next slice goes on behind
the cursor.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any

import structlog
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from minishop import logs, states
from minishop.desk.lines import lines_of, notes_of
from minishop.desk.services import hint
from minishop.imports import tables
from minishop.imports.kinds import Finding, Kind, Outcome, Request, kinds
from minishop.imports.models import ImportLine, ImportRun
from minishop.retries import retried

log = structlog.get_logger(__name__)

State = ImportRun.State
#: Seconds of work at a stretch, so that one long table keeps no worker from other work.
SLICE = 20.0
LEASE = timedelta(seconds=90)
#: Bytes of a table that whoever brought it may wait for.
SMALL = 500_000
#: Units checked in one transaction. Applied ones have each their own.
BATCH = 50
Do = Callable[[Any, Request], Outcome]


class Lost(Exception):
    """The run is someone else's now, or was given up."""


class Unreadable(Exception):
    """The file is no table of this kind; told in words."""


def work(pk: int, seconds: float = SLICE) -> bool:
    """A slice of the run is done if it was due and free; answers whether any is left."""
    run = claim(pk)
    if run is None:
        return False
    try:
        with translation.override(run.language or settings.LANGUAGE_CODE):
            return _slice(run, time.monotonic() + seconds)
    except Lost:
        log.warning("import.lost", run=pk)
    except OperationalError:
        raise  # the lease ends and the next sweep goes on
    except Exception as problem:
        _fail(run, problem)
    return False


def hasten(run: ImportRun, seconds: float = 1.5) -> None:
    """A small table is through before its page opens; the job does what is left, and all of a large one."""
    if run.file.size <= SMALL and work(run.pk, seconds):
        hint(run.pk)


def claim(pk: int) -> ImportRun | None:
    """The run with a lease of ours, or nothing if it is not due or not free."""
    if not ImportRun.objects.due().filter(pk=pk).update(leased_until=Now() + LEASE):
        return None
    return ImportRun.objects.select_related("actor").get(pk=pk)


def _ours(run: ImportRun) -> Any:
    return ImportRun.objects.filter(pk=run.pk, state=run.state, leased_until=run.leased_until)


def _hold(run: ImportRun) -> None:
    """The run is ours until the transaction ends.

    Raises:
        Lost: it is not.
    """
    if not _ours(run).select_for_update().exists():
        raise Lost


def _slice(run: ImportRun, deadline: float) -> bool:
    kind = kinds[run.kind]
    if not run.cursor:
        _measure(run, kind)
    is_applying = run.state == State.APPLYING
    request = Request(options=run.options, actor=run.actor, reference=f"import:{run.pk}")
    do = kind.apply if is_applying else kind.plan
    with _units(run, kind) as units:
        for batch in _batches(units, 1 if is_applying else BATCH):
            _step(run, do, batch, request)
            if time.monotonic() > deadline:
                _ours(run).update(leased_until=Now())
                return True
    _finish(run)
    return False


@contextmanager
def _units(run: ImportRun, kind: Kind) -> Iterator[Iterator[Any]]:
    """What is left of the table behind the cursor."""
    with run.file.open("rb") as file:
        units = kind.units(tables.read(file))
        try:
            yield islice(units, run.cursor, None)
        finally:  # while the file is still open
            getattr(units, "close", lambda: None)()


def _batches(units: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(islice(units, size)):
        yield batch


def _measure(run: ImportRun, kind: Kind) -> None:
    """The run knows how many rows its file has.

    Raises:
        Unreadable: a column is missing without which the table is not of this kind.
    """
    with run.file.open("rb") as file:
        table = tables.read(file)
        if missing := [name for name in kind.needs if name not in table.headers]:
            raise Unreadable(_("The table has no column “%(name)s”.") % {"name": "”, “".join(missing)})
        rows = sum(1 for _row in table.rows())
    with transaction.atomic():
        _hold(run)
        ImportRun.objects.filter(pk=run.pk).update(rows=rows)
        ImportLine.objects.bulk_create(notes_of(run, table.notes))


@retried
@transaction.atomic
def _step(run: ImportRun, do: Do, units: Sequence[Any], request: Request) -> None:
    """These units are done and told of, or neither."""
    _hold(run)
    outcomes = [_outcome(do, unit, request) for unit in units]
    is_dry = run.state == State.CHECKING
    ImportLine.objects.bulk_create(line for each in outcomes for line in lines_of(run, each, is_dry=is_dry))
    ImportRun.objects.filter(pk=run.pk).update(**_counted(outcomes))


def _outcome(do: Do, unit: Any, request: Request) -> Outcome:
    """What came of the unit; one that breaks in a way nobody foresaw is undone, and its rows reported."""
    try:
        with transaction.atomic():
            return do(unit, request)
    except OperationalError:
        raise
    except Exception as problem:
        log.exception("import.broke", reference=request.reference)
        rows = rows_of(unit)
        told = _("It could not be read or applied: %(why)s") % {"why": logs.told(problem)}
        return Outcome("", rows, findings=tuple(Finding(row, told, is_error=True) for row in rows))


def rows_of(unit: Any) -> tuple[int, ...]:
    """The numbers of a unit's rows: its `numbers`, or its own `number` when it is a row."""
    return tuple(getattr(unit, "numbers", ())) or (unit.number,)


def _counted(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The run's counters, moved on by these outcomes."""
    good = [each for each in outcomes if each.applied or not each.rows]
    told = {
        "cursor": len(outcomes),
        "seen": sum(len(each.rows) for each in outcomes),
        "applied": sum(each.applied for each in outcomes),
        "reported": sum(each.reported for each in outcomes),
        "created": sum(each.is_new for each in good),
        "changed": sum(bool(each.changes) and not each.is_new for each in good),
        "unchanged": sum(not each.changes and not each.is_new for each in good),
    }
    return {name: F(name) + more for name, more in told.items()}


@transaction.atomic
def _finish(run: ImportRun) -> None:
    """The pass is over: checked, or done."""
    _hold(run)
    to, event = (
        (State.DONE, "import.applied") if run.state == State.APPLYING else (State.CHECKED, "import.checked")
    )
    states.move(run, "state", to, event=event, actor=run.actor, leased_until=Now(), finished_at=Now())


def _fail(run: ImportRun, problem: Exception) -> None:
    """The run has failed and says why; what was applied stays, and is found unchanged next time."""
    is_told = isinstance(problem, tables.TableRefused | Unreadable)
    if not is_told:
        log.exception("import.failed", run=run.pk)
    why = str(problem) if is_told else logs.told(problem)
    with transaction.atomic():
        if _ours(run).select_for_update().exists():
            states.move(run, "state", State.FAILED, event="import.failed", error=why, finished_at=Now())
