"""Breaking one record on purpose, past the triggers and constraints that would refuse it."""

from typing import Any

from django.db import connection

from minishop import audit


def corrupt(sql: str, *values: Any) -> None:
    """The statement has run with every trigger off; the test's own transaction undoes it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def drop_constraint(table: str, name: str) -> None:
    """The constraint is gone until the test ends, so that what it refuses can be shown to the audit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending checks can't be altered
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
        cursor.execute(f"DROP INDEX IF EXISTS {name}")


def findings(code: str) -> list[dict[str, Any]]:
    """What this row of the audit finds now."""
    return audit.run(code)[0].findings
