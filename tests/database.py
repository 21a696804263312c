"""Emptying the tables between tests, which append-only triggers would refuse.

Django's flush is a TRUNCATE; for that statement alone, in the tests' own database, triggers are off.
"""

from collections.abc import Iterable

from django.db import connections, transaction
from django.db.backends.postgresql.operations import DatabaseOperations


def flush_past_triggers(self: DatabaseOperations, statements: Iterable[str]) -> None:
    using = self.connection.alias
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)


def allow_flush() -> None:
    DatabaseOperations.execute_sql_flush = flush_past_triggers
