"""Moments as people say them, in the shop's time."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def day(moment: datetime) -> str:
    """Today, yesterday, tomorrow, or the date: 16 September."""
    local, today = timezone.localtime(moment), timezone.localdate()
    names = {today: _("Today"), today - timedelta(1): _("Yesterday"), today + timedelta(1): _("Tomorrow")}
    if local.date() in names:
        return names[local.date()]
    # Translators: a day of this year, and one of another, in Django's date format.
    return date_format(local, _("j F") if local.year == today.year else _("j F Y"))


def clock(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i")


def when(moment: datetime | None) -> str:
    """The day and the time: Today, 16:41."""
    if moment is None:
        return ""
    return _("%(day)s, %(time)s") % {"day": day(moment), "time": clock(moment)}


def inside(moment: datetime | None) -> str:
    """The day and the time in the middle of a sentence: today, 16:41."""
    words = when(moment)
    return words[:1].lower() + words[1:]
