"""Verbs of imports: a table is brought, checked, applied, given up, and forgotten in the end."""

from datetime import timedelta
from typing import Any

from celery import current_app
from django.core.files import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.crypto import get_random_string

from minishop import events, states
from minishop.imports.kinds import kinds
from minishop.imports.models import ImportRun

State = ImportRun.State
#: The task that works on one run, looked up by name as it stands above this module.
TASK = "minishop.imports.work"
KEPT = timedelta(days=90)
#: Tables about people go sooner.
KEPT_PERSONAL = timedelta(days=7)
#: What a pass begins with; `rows` stays, for the file is the same.
BLANK: dict[str, Any] = {
    "cursor": 0, "seen": 0, "applied": 0, "reported": 0, "created": 0, "changed": 0, "unchanged": 0,
    "error": "", "finished_at": None,
}  # fmt: skip


class NotAllowed(Exception):
    """This person may not import tables of the kind; nothing was begun."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


def start(
    *, kind: str, file: File, filename: str, actor: Any, language: str = "", options: dict[str, Any]
) -> ImportRun:
    """The file is kept where nobody else reads it, and a dry run of it is under way.

    Raises:
        NotAllowed: the actor may not import such tables.
    """
    _ask_leave(kind, actor)
    name = filename.replace("\0", "")[-200:]
    run = ImportRun(kind=kind, filename=name, options=options, actor=actor, language=language)
    ending = "xlsx" if name.lower().endswith((".xlsx", ".xlsm")) else "csv"
    run.file.save(f"{get_random_string(24)}.{ending}", file, save=False)  # no transaction: it may travel
    with transaction.atomic():
        run.leased_until = Now()
        run.save()
        run.refresh_from_db(fields=["leased_until", "created_at"])
        events.emit("import.started", subject=run, actor=actor, kind=kind)
        transaction.on_commit(lambda: hint(run.pk), robust=True)
    return run


def check(*, run: ImportRun, actor: Any) -> None:
    """What was found before is gone, and a dry run of the same file begins anew.

    Raises:
        NotAllowed: the actor may not import such tables.
        IllegalMove: it is being applied, or was, or was given up.
    """
    _ask_leave(run.kind, actor)
    with transaction.atomic():
        _begin(run, State.CHECKING, "import.rechecked", actor)
        run.lines.all().delete()


def apply(*, run: ImportRun, actor: Any) -> None:
    """The table is being applied as it compares with the shop now, not with what it was when checked.

    Raises:
        NotAllowed: the actor may not import such tables.
        IllegalMove: it was not checked, or someone was quicker.
    """
    _ask_leave(run.kind, actor)
    with transaction.atomic():
        _begin(run, State.APPLYING, "import.applying", actor)


def _begin(run: ImportRun, to: str, event: str, actor: Any) -> None:
    states.move(run, "state", to, event=event, actor=actor, leased_until=Now(), **BLANK)
    transaction.on_commit(lambda: hint(run.pk), robust=True)


@transaction.atomic
def cancel(*, run: ImportRun, actor: Any) -> None:
    """Nothing of the table will be applied; a worker that is checking it stops at its next step.

    Raises:
        IllegalMove: it is being applied or was.
    """
    states.move(run, "state", State.CANCELLED, event="import.cancelled", actor=actor, finished_at=Now())


def hint(pk: int) -> None:
    """A worker is told of the run if the broker can be reached quickly; else a sweep finds it."""
    current_app.tasks[TASK].delay(pk)


def forget() -> int:
    """Tables brought long ago are gone with all that was said of them; the events stay."""
    late = Q(created_at__lt=Now() - KEPT) | Q(kind__in=personal(), created_at__lt=Now() - KEPT_PERSONAL)
    return _forgotten(ImportRun.objects.filter(late))


def forget_people() -> int:
    """Of tables about people, those nobody works on or waits for are gone at once."""
    over = (State.DONE, State.FAILED, State.CANCELLED)
    return _forgotten(ImportRun.objects.filter(kind__in=personal(), state__in=over))


def personal() -> list[str]:
    """Kinds of tables that tell of people."""
    return [name for name, kind in kinds if getattr(kind, "is_personal", False)]


def _forgotten(runs: QuerySet[ImportRun]) -> int:
    for run in runs:
        run.file.delete(save=False)  # the file first: a row without one is found again, never the other way
        run.delete()
    return len(runs)


def _ask_leave(kind: str, actor: Any) -> None:
    if kind not in kinds or not actor.has_perm(kinds[kind].permission):
        raise NotAllowed(kind)
