import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

pytestmark = pytest.mark.django_db

TABLES = ["minishop_event", "minishop_posting", "minishop_entry", "orders_stockmovement", "orders_scan"]
STATEMENTS = ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_change_what_was_written(table, statement):
    with (
        pytest.raises(DatabaseError, match="is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_these_are_tables_of_ours():
    assert {model._meta.db_table for model in apps.get_models()} >= set(TABLES)
