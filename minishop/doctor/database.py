"""The database: new enough, complete, guarded, and of one mind with this machine's clock."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from minishop import doctor
from minishop.append_only import AppendOnly
from minishop.doctor import Finding

OLDEST = 14
EXTENSIONS = ("btree_gist", "pg_trgm")
SKEW = 2.0


@doctor.check("database", "The database answers, is new enough and has what search needs")
def database() -> Iterator[Finding]:
    version = int(_one("SHOW server_version_num")) // 10000
    if version < OLDEST:
        yield doctor.fault(f"Postgres {version} is too old.", f"Postgres {OLDEST} or newer is needed.")
    known = {name for (name,) in _all("SELECT extname FROM pg_extension")}
    for name in EXTENSIONS:
        if name not in known:
            yield doctor.fault(f"The extension {name} is missing.", f"CREATE EXTENSION {name};")
    if (encoding := _one("SHOW server_encoding")) != "UTF8":
        yield doctor.fault(f"The database’s letters are {encoding}.", "Make it anew with ENCODING 'UTF8'.")


@doctor.check("migrations", "Every migration is applied")
def migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        first = f"{plan[0][0].app_label}.{plan[0][0].name}"
        yield doctor.fault(f"{len(plan)} migrations wait, the first is {first}.", "manage.py migrate")


def append_only_tables() -> list[str]:
    """Tables that migrations made append-only."""
    graph = MigrationExecutor(connection).loader.graph
    operations = [step for node in graph.nodes.values() for step in node.operations]
    return sorted({step.table for step in operations if isinstance(step, AppendOnly)})


@doctor.check("append-only", "What was written down can’t be changed: the triggers are there and on")
def append_only() -> Iterator[Finding]:
    on = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s AND tgenabled <> 'D'"
    guarded = {name for (name,) in _all(on, "%_append_only")}
    for table in append_only_tables():
        if table not in guarded:
            yield doctor.fault(
                f"{table} can be changed: its trigger is gone or off.",
                f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only; or restore it from its migration.",
            )


@doctor.check("owner", "The shop’s role can’t drop what guards its tables")
def owner() -> Iterator[Finding]:
    if settings.EMBEDDED:
        return  # the machine’s own database: whoever runs the shop owns it anyway
    owned = "SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND tablename = ANY(%s)"
    if _one(owned, append_only_tables()):
        yield doctor.warning(
            "The shop’s role owns the append-only tables and could drop their triggers.",
            "Let another role own and migrate them, and grant this one SELECT and INSERT.",
        )


@doctor.check("clock", "The database and this machine agree on the time")
def clock() -> Iterator[Finding]:
    before = datetime.now(UTC)
    there: datetime = _one("SELECT clock_timestamp()")
    after = datetime.now(UTC)
    skew = max((before - there).total_seconds(), (there - after).total_seconds())
    if skew > SKEW:
        yield doctor.fault(f"They are {skew:.0f} s apart.", "Run NTP on both machines.")


def _all(sql: str, *values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def _one(sql: str, *values: Any) -> Any:
    return _all(sql, *values)[0][0]
