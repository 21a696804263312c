"""From when facts count and until when a tier is kept, in days of the shop's own time zone.

A rolling period is the last `months` months; a calendar one the year that runs. What was reached in a
rolling period is kept `keep_months` months, in a calendar one to the end of the year these end in.
"""

from calendar import monthrange
from datetime import datetime, timedelta

from django.utils import timezone

from members.tiers.models import TierProgramme


def begins(programme: TierProgramme, at: datetime) -> datetime:
    """From when what happened counts at that moment."""
    if programme.period == TierProgramme.Period.CALENDAR:
        return _year(timezone.localtime(at).year)
    return months_after(at, -programme.months)


def kept_until(programme: TierProgramme, at: datetime) -> datetime:
    """Until when a tier come into at that moment is kept whatever the figure."""
    end = months_after(at, programme.keep_months)
    if programme.period == TierProgramme.Period.CALENDAR:
        return _year(timezone.localtime(end).year + 1)
    return end


def kept_again(programme: TierProgramme, kept: datetime) -> datetime:
    """Until when a tier that was kept until then is kept for another time."""
    if programme.period == TierProgramme.Period.CALENDAR:
        return kept_until(programme, kept - timedelta(microseconds=1))
    return kept_until(programme, kept)


def asked(programme: TierProgramme, kept: datetime) -> datetime:
    """From when what happened counts towards keeping a tier beyond that moment."""
    return begins(programme, kept - timedelta(microseconds=1))


def months_after(at: datetime, months: int) -> datetime:
    """The same hour of the same day, or of the month's last one, so many months later."""
    local = timezone.localtime(at)
    years, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, monthrange(years, month + 1)[1])
    return timezone.make_aware(local.replace(year=years, month=month + 1, day=day, tzinfo=None))


def _year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))
