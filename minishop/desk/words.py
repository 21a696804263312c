"""Imports in words: what a run came to, what its states and levels are called, what columns a kind has."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minishop.imports.kinds import Kind, exported, kinds
from minishop.imports.models import ImportLine, ImportRun

Level, State = ImportLine.Level, ImportRun.State

LEVELS: dict[str, Any] = {
    Level.CHANGE: gettext_lazy("Differences"),
    Level.ERROR: gettext_lazy("Errors"),
    Level.WARNING: gettext_lazy("Warnings"),
}
STATES: dict[str, Any] = {
    State.CHECKING: gettext_lazy("Checking"),
    State.CHECKED: gettext_lazy("Checked"),
    State.APPLYING: gettext_lazy("Applying"),
    State.DONE: gettext_lazy("Done"),
    State.FAILED: gettext_lazy("Failed"),
    State.CANCELLED: gettext_lazy("Cancelled"),
}
#: The theme's label for each state.
LOOKS: dict[str, str] = {
    State.CHECKING: "info", State.CHECKED: "warning", State.APPLYING: "info", State.DONE: "success",
    State.FAILED: "danger", State.CANCELLED: "",
}  # fmt: skip


#: What is brought most often; other kinds follow.
FIRST = ("products", "prices", "stock")


def _in_order() -> list[tuple[str, Kind]]:
    return sorted(kinds, key=lambda pair: FIRST.index(pair[0]) if pair[0] in FIRST else len(FIRST))


def open_to(person: Any) -> dict[str, Kind]:
    """Kinds of tables this person may bring."""
    return {name: kind for name, kind in _in_order() if person.has_perm(kind.permission)}


def to_take(person: Any) -> dict[str, Kind]:
    """Kinds of tables this person may take home."""
    return {name: kind for name, kind in _in_order() if person.has_perm(kind.export_permission)}


def headers_of(kind: Kind) -> list[str]:
    """The columns its export has, and so an import may have."""
    return exported(kind, None)[0] if not hasattr(kind, "columns") else list(kind.columns)


def columns_of(kind: Kind) -> list[tuple[str, Any]]:
    """(column, what it says) for whoever fills the table in; a kind may explain its `columns`."""
    return list(getattr(kind, "columns", {}).items())


def state(run: ImportRun) -> dict[str, Any]:
    """The run's state as the page shows it: its name, its look, and how far it is in percent."""
    share = min(100, round(100 * run.seen / run.rows)) if run.rows else 0
    return {"name": STATES[run.state], "look": LOOKS[run.state], "share": share}


def summary(run: ImportRun) -> list[str]:
    """What the run came to, or would come to, each part a few words."""
    told = [
        (run.created, ngettext("%(count)s new", "%(count)s new", run.created)),
        (run.changed, ngettext("%(count)s changed", "%(count)s changed", run.changed)),
        (run.unchanged, ngettext("%(count)s unchanged", "%(count)s unchanged", run.unchanged)),
        (run.reported, ngettext("%(count)s row reported", "%(count)s rows reported", run.reported)),
    ]
    return [words % {"count": f"{count:,}"} for count, words in told if count] or [_("The table has no rows")]
