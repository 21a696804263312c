from datetime import UTC, datetime

from orders.stores import hours
from orders.stores.models import Store

WEEK = {day: ["10:00", "22:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}


def at(text):
    """A moment in Shanghai, as the database would give it."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


def house(**fields):
    return Store(**{"timezone": "Asia/Shanghai", "hours": WEEK, "ready_in": 120} | fields)


def test_doors_open_and_close_in_the_stores_own_time():
    assert hours.is_open_at(house(), at("2026-09-21T10:00"))
    assert not hours.is_open_at(house(), at("2026-09-21T22:00"))
    assert not hours.is_open_at(house(), at("2026-09-20T12:00"))  # a Sunday


def test_a_night_that_ends_after_midnight_belongs_to_the_day_before():
    late = house(hours={"sat": ["18:00", "02:00"]})

    assert hours.is_open_at(late, at("2026-09-20T01:30"))
    assert not hours.is_open_at(late, at("2026-09-20T02:00"))


def test_holidays_win_over_the_week():
    closed = house(holidays={"2026-09-21": None, "2026-09-20": ["12:00", "16:00"]})

    assert not hours.is_open_at(closed, at("2026-09-21T12:00"))
    assert hours.is_open_at(closed, at("2026-09-20T12:00"))


def test_an_order_is_ready_two_hours_into_the_stores_day():
    assert hours.ready_from(house(), at("2026-09-21T12:00")) == at("2026-09-21T14:00")
    assert hours.ready_from(house(), at("2026-09-21T08:00")) == at("2026-09-21T12:00")


def test_an_order_late_in_the_evening_is_ready_when_the_doors_open_again():
    assert hours.ready_from(house(), at("2026-09-21T21:00")) == at("2026-09-22T10:00")
    assert hours.ready_from(house(), at("2026-09-19T21:00")) == at("2026-09-21T10:00")
