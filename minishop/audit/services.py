"""Runs every row of the audit as one query in one read-only snapshot."""

import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from minishop.registry import Registry

#: Findings reported for one row; more are only said to be there.
SHOWN = 50

Query = Callable[[], "str | models.QuerySet[Any] | Iterable[dict[str, Any]]"]


@dataclass(frozen=True, slots=True)
class Row:
    """One invariant: its code, what holds, and how to find what breaks it."""

    code: str
    what: str
    query: Query


@dataclass(frozen=True, slots=True)
class Result:
    """What one row found, at most `SHOWN` of it, and how long it looked."""

    row: Row
    seconds: float
    findings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.findings


rows: Registry[Row] = Registry("audit row")


def row(code: str, what: str) -> Callable[[Query], Query]:
    """The function's query belongs to the audit; what it returns is a finding."""

    def register(query: Query) -> Query:
        rows.add(code, Row(code, what, query))
        return query

    return register


def run(*codes: str) -> list[Result]:
    """Every row, or those named, looked at one and the same snapshot of the database.

    Inside a caller's transaction it reads that one's data instead, uncommitted changes included.
    """
    chosen = [one for code, one in sorted(rows) if not codes or code in codes]
    nested = connection.in_atomic_block
    with nullcontext() if nested else transaction.atomic(), connection.cursor() as cursor:
        if not nested:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL work_mem = '64MB'")
        return [_look(one) for one in chosen]


def _look(one: Row) -> Result:
    started = time.perf_counter()
    findings = _findings(one.query())
    return Result(one, time.perf_counter() - started, findings)


def _findings(query: Any) -> list[dict[str, Any]]:
    if isinstance(query, str):
        return _rows_of(query)
    if isinstance(query, models.QuerySet):
        return list(query.values()[: SHOWN + 1])
    return list(query)[: SHOWN + 1]


def _rows_of(sql: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchmany(SHOWN + 1)]
