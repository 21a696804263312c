"""Invariants of what every department has: states with tables of moves, and files named by rows."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db import models

from minishop import audit

Moving = tuple[type[models.Model], str]


def moving() -> list[Moving]:
    """Every model and column with a table of allowed moves."""
    return [(model, column) for model in apps.get_models() for column in getattr(model, "MOVES", {})]


@audit.row("O3", "every move of a state is in its table, follows the one before, and the last one stands")
def history_is_legal() -> str:
    return " UNION ALL ".join(_history(model, column) for model, column in moving())


def _history(model: type[models.Model], column: str) -> str:
    """Moves told by events against the table of one column; the rows' own states against the last.

    The first begins where rows begin: at the column's default, or at one of the model's `STARTS`.
    """
    table: dict[str, set[str]] = model.MOVES[column]  # type: ignore[attr-defined]
    legal = ", ".join(f"('{before}', '{after}')" for before in table for after in sorted(table[before]))
    label, starts = (
        model._meta.model_name,
        getattr(model, "STARTS", {}).get(column, [getattr(model(), column)]),
    )
    begins = ", ".join(f"'{start}'" for start in starts)
    return f"""
        (WITH told AS (
            SELECT id, subject, data->>'from' AS before, data->>'to' AS after,
                   lag(data->>'to') OVER (PARTITION BY subject ORDER BY id) AS previous,
                   lead(id) OVER (PARTITION BY subject ORDER BY id) AS next
            FROM minishop_event WHERE subject LIKE '{label}:%' AND data->>'column' = '{column}'
        )
        SELECT told.subject, '{column}' AS column, told.before, told.after, moved.{column}::text AS stands
        FROM told LEFT JOIN {model._meta.db_table} moved ON told.subject = '{label}:' || moved.id
        WHERE (before, after) NOT IN ({legal}) OR before <> previous
           OR (previous IS NULL AND before NOT IN ({begins}))
           OR (next IS NULL AND after IS DISTINCT FROM moved.{column}))
    """  # noqa: S608 — names come from our own models


@audit.row("M1", "every file that a row names is there")
def files_exist() -> Iterator[dict[str, Any]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield from _missing(model, field)
        if hasattr(model, "stored_files"):
            yield from _missing_beside(model)


def _missing(model: type[models.Model], field: models.FileField) -> Iterator[dict[str, Any]]:
    stored = Listing(field.storage)
    named = model._default_manager.exclude(**{field.name: ""}).exclude(**{field.name: None})
    for pk, name in named.values_list("pk", field.name).iterator():
        if name not in stored:
            yield {"table": model._meta.db_table, "row": pk, "column": field.name, "file": name}


def _missing_beside(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """Files that rows name outside a file column, by `stored_files()`; they lie in the default storage."""
    stored = Listing(default_storage)
    for row in model._default_manager.iterator():
        for name in row.stored_files():  # type: ignore[attr-defined]
            if name not in stored:
                yield {"table": model._meta.db_table, "row": row.pk, "column": "stored_files", "file": name}


class Listing:
    """Which files a storage holds, each folder listed once: a bucket answers a thousand names at a time."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.folders: dict[str, set[str]] = {}

    def __contains__(self, name: str) -> bool:
        folder, _, file = name.rpartition("/")
        if folder not in self.folders:
            self.folders[folder] = self._list(folder)
        return file in self.folders[folder]

    def _list(self, folder: str) -> set[str]:
        try:
            return set(self.storage.listdir(folder)[1])
        except FileNotFoundError:
            return set()
