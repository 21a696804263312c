"""State is a column with a table of allowed moves; every move is a conditional UPDATE and an event.

A model names its columns' tables in `MOVES`: `{"state": {"open": {"ready", "cancelled"}, …}}`.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models

from minishop import events


class IllegalMove(Exception):
    """The row is not in a state from which the move is allowed."""

    def __init__(self, row: models.Model, column: str, to: str) -> None:
        self.row, self.column, self.to = row, column, to
        super().__init__(f"{row._meta.label_lower} {row.pk}: {column} {getattr(row, column)} → {to}")


def may_move(row: Any, column: str, to: str) -> bool:
    return to in row.MOVES[column].get(getattr(row, column), set())


def move(
    row: Any,
    column: str,
    to: str,
    *,
    event: str,
    actor: Any = None,
    tell: Mapping[str, Any] | None = None,
    **facts: Any,
) -> None:
    """The row's state is `to`, and the event with `from` and `to` tells it; both or neither.

    Further `facts` whose names are columns of the row are saved with it, others go in the event, as
    does all of `tell`, whatever its names.
    Call it in the transaction of the verb. The UPDATE is conditional on the state that was read.

    Raises:
        IllegalMove: the table forbids it, or someone else moved the row meanwhile.
    """
    before = getattr(row, column)
    if not may_move(row, column, to):
        raise IllegalMove(row, column, to)
    columns = {field.name for field in row._meta.concrete_fields}
    saved = {name: value for name, value in facts.items() if name in columns}
    told = {name: value for name, value in facts.items() if name not in columns} | dict(tell or {})
    rows = type(row)._base_manager.filter(pk=row.pk, **{column: before})
    if rows.update(**{column: to}, **saved) != 1:
        raise IllegalMove(row, column, to)
    row.refresh_from_db(fields=[column, *saved])
    events.emit(event, subject=row, actor=actor, column=column, **{"from": before, "to": to}, **told)
