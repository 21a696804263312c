"""Which rules hold, and when points end by them; days are the shop's own (settings.TIME_ZONE)."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from members.lots.models import PointsProgramme
from minishop import clock

Expiry = PointsProgramme.Expiry


def programme(at: datetime | None = None) -> PointsProgramme:
    """The rules that hold now, or held then; without any, those of a new programme, not saved."""
    at = at or clock.now()
    return PointsProgramme.objects.filter(starts_at__lte=at).first() or PointsProgramme(starts_at=at)


def ends_at(rules: PointsProgramme, at: datetime) -> datetime | None:
    """When points that may be spent from that moment on end; nothing: never."""
    day, after = _day(at), rules.expiry_after
    if rules.expiry == Expiry.NEVER:
        return None
    if rules.expiry == Expiry.DAYS:
        return after_days(at, after)
    if rules.expiry == Expiry.YEAR_END:
        return _midnight(date(day.year + after + 1, 1, 1))
    months = day.year * 12 + day.month - 1 + after + 1
    return _midnight(date(months // 12, months % 12 + 1, 1))


def after_days(at: datetime, days: int) -> datetime:
    """The end of the day that many days later."""
    return _midnight(_day(at) + timedelta(days=days + 1))


def _day(at: datetime) -> date:
    return at.astimezone(timezone.get_default_timezone()).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())
