"""Append-only tables, kept so by the database: what was written is neither changed nor taken away.

In production the application's role should own none of these tables; then it can't drop the trigger.
"""

from django.db.migrations.operations import RunSQL

REFUSE = """
CREATE OR REPLACE FUNCTION minishop_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
#: For each statement, not each row: TRUNCATE has no rows, and it costs an INSERT nothing.
TRIGGER = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION minishop_append_only()
"""


class AppendOnly(RunSQL):
    """The table refuses UPDATE, DELETE and TRUNCATE, whoever asks and however."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            [REFUSE, TRIGGER.format(table=table)], [f"DROP TRIGGER {table}_append_only ON {table}"]
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return self.__class__.__qualname__, [self.table], {}

    def describe(self) -> str:
        return f"Keep {self.table} append-only"
