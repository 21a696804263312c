"""When a store is open, in its own time; pure functions of a store and a moment."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from orders.stores.models import Store

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: How far ahead an opening is looked for.
HORIZON = 14


def local(store: Store, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(store.timezone))


def of_day(store: Store, day: date) -> tuple[datetime, datetime] | None:
    """Opening and closing of one day, holidays considered; None when closed."""
    usual = store.hours.get(DAYS[day.weekday()])
    span = store.holidays.get(day.isoformat(), usual)
    if not span:
        return None
    zone = ZoneInfo(store.timezone)
    opens, closes = (datetime.combine(day, time.fromisoformat(text), zone) for text in span)
    return opens, closes + timedelta(days=1) if closes <= opens else closes


def is_open_at(store: Store, at: datetime) -> bool:
    """Whether the doors are open; a night that ends after midnight belongs to the day before."""
    today = local(store, at).date()
    spans = (of_day(store, day) for day in (today - timedelta(days=1), today))
    return store.is_open and any(span and span[0] <= at < span[1] for span in spans)


def next_opening(store: Store, at: datetime) -> datetime | None:
    """The first moment from `at` on when the doors are open."""
    if is_open_at(store, at):
        return local(store, at)
    today = local(store, at).date()
    spans = (of_day(store, today + timedelta(days=n)) for n in range(HORIZON))
    return next((span[0] for span in spans if span and span[0] >= at), None)


def closes_at(store: Store, at: datetime) -> datetime | None:
    """When the doors that are open at this moment close."""
    today = local(store, at).date()
    spans = (of_day(store, day) for day in (today - timedelta(days=1), today))
    return next((span[1] for span in spans if span and span[0] <= at < span[1]), None)


def ready_from(store: Store, at: datetime) -> datetime:
    """When an order paid at this moment is ready to collect: packed, and the doors open."""
    start = next_opening(store, at) or local(store, at)
    ready = start + timedelta(minutes=store.ready_in)
    return next_opening(store, ready) or ready
