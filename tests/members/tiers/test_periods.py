"""Periods are days of the shop's own time zone (Asia/Shanghai, eight hours before UTC)."""

from datetime import UTC, datetime

from members.tiers import periods
from members.tiers.models import TierProgramme

ROLLING = TierProgramme(months=12, keep_months=12)
CALENDAR = TierProgramme(period="calendar", keep_months=12)


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=UTC)


def test_a_rolling_period_begins_so_many_months_before():
    assert periods.begins(ROLLING, utc(2026, 11, 22, 4)) == utc(2025, 11, 22, 4)


def test_a_year_before_29_february_is_the_28th():
    assert periods.begins(ROLLING, utc(2028, 2, 29, 4)) == utc(2027, 2, 28, 4)


def test_a_month_is_counted_in_the_shops_own_days():
    """Half past midnight of 1 March in Shanghai is still February in UTC."""
    month = TierProgramme(months=1)
    assert periods.begins(month, utc(2026, 2, 28, 16, 30)) == utc(2026, 1, 31, 16, 30)


def test_the_year_begins_at_midnight_in_the_shops_time_zone():
    assert periods.begins(CALENDAR, utc(2026, 12, 31, 15, 59)) == utc(2025, 12, 31, 16)
    assert periods.begins(CALENDAR, utc(2026, 12, 31, 16, 1)) == utc(2026, 12, 31, 16)


def test_a_tier_reached_within_a_year_is_kept_to_the_end_of_the_next():
    assert periods.kept_until(CALENDAR, utc(2026, 1, 2)) == utc(2027, 12, 31, 16)
    assert periods.kept_until(CALENDAR, utc(2026, 12, 30)) == utc(2027, 12, 31, 16)


def test_a_tier_kept_again_is_kept_for_one_more_year():
    first = periods.kept_until(CALENDAR, utc(2026, 6, 1))
    assert periods.kept_again(CALENDAR, first) == utc(2028, 12, 31, 16)
    assert periods.asked(CALENDAR, first) == utc(2026, 12, 31, 16)


def test_a_rolling_tier_is_kept_its_months():
    assert periods.kept_until(ROLLING, utc(2026, 6, 1)) == utc(2027, 6, 1)
    assert periods.kept_again(ROLLING, utc(2027, 6, 1)) == utc(2028, 6, 1)
