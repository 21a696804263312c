"""Which days occasions fall on; nothing here asks the database.

Who was born on 29 February has their birthday on the 28th in other years.
"""

from calendar import isleap, monthrange
from datetime import date

from members.occasions.models import Occasion


def birthday_in(year: int, born: date) -> date:
    """The birthday's day in that year."""
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return born.replace(year=year)


def born_on(day: date) -> list[tuple[int, int]]:
    """Months and days of birth whose birthday is this day."""
    own = [(day.month, day.day)]
    return [*own, (2, 29)] if own == [(2, 28)] and not isleap(day.year) else own


def falls_on(occasion: Occasion, day: date) -> bool:
    """Whether a day of each month or week is this one; a month with fewer days has it on its last."""
    wanted = occasion.day or 1
    if occasion.kind == Occasion.Kind.WEEKLY:
        return day.isoweekday() == wanted
    if occasion.kind == Occasion.Kind.MONTHLY:
        return day.day == min(wanted, monthrange(day.year, day.month)[1])
    return False
