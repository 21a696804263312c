"""The database's clock: deadlines never depend on a web server's idea of the time."""

from datetime import datetime

from django.db import connection


def now() -> datetime:
    """The database's time at this moment (not at the start of the transaction)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
