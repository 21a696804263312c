"""The database's clock: deadlines never depend on a web server's idea of the time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection


def now() -> datetime:
    """The database's time at this moment (not at the start of the transaction)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def today() -> date:
    """The day it is for the shop, in settings.TIME_ZONE, by the database's clock."""
    return now().astimezone(shop_zone()).date()


def shop_zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def begins(day: date) -> datetime:
    """The moment at which the shop's day begins."""
    return datetime.combine(day, time.min, shop_zone())
