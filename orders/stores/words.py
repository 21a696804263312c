"""A store's times in the reader's words, in the store's own clock."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from orders.stores import hours
from orders.stores.models import Store


def day(at: datetime) -> str:
    """Tuesday 22 September."""
    return date_format(
        timezone.localtime(at) if timezone.is_aware(at) else at, pgettext("date format", "l j F")
    )


def clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def relative_day(at: datetime, now: datetime) -> str:
    """today, tomorrow, or the day; both in the same clock."""
    apart = (at.date() - now.date()).days
    if apart <= 0:
        return _("today")
    return _("tomorrow") if apart == 1 else date_format(at.date(), pgettext("date format", "l j F"))


def ready(store: Store, now: datetime) -> str:
    """When an order paid now can be collected: "today from 18:00"."""
    at, here = hours.ready_from(store, now), hours.local(store, now)
    rounded = at.replace(second=0, microsecond=0) + timedelta(minutes=-at.minute % 30)
    return _("%(day)s from %(time)s") % {"day": relative_day(rounded, here), "time": clock(rounded)}


def doors(store: Store, now: datetime) -> str:
    """Open until 22:00, or when it opens next."""
    closes = hours.closes_at(store, now)
    if store.is_open and closes:
        return _("Open until %(time)s") % {"time": clock(closes)}
    opens = hours.next_opening(store, now)
    if not opens:
        return _("Closed for now")
    told = {"day": relative_day(opens, hours.local(store, now)), "time": clock(opens)}
    return _("Closed, opens %(day)s at %(time)s") % told


def week(store: Store) -> list[tuple[str, str]]:
    """Each day's name and hours."""
    return [(str(WEEKDAYS[n]), _span(store.hours.get(name))) for n, name in enumerate(hours.DAYS)]


def holidays(store: Store, now: datetime) -> list[tuple[str, str]]:
    """Days to come that differ from the week's hours."""
    today = hours.local(store, now).date().isoformat()
    rows = []
    for text, span in sorted(store.holidays.items()):
        if text >= today:
            at = datetime.fromisoformat(text)
            rows.append((date_format(at.date(), pgettext("date format", "l j F")), _span(span)))
    return rows


def _span(span: Any) -> str:
    return f"{span[0]}–{span[1]}" if span else _("Closed")
