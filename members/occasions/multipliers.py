"""More points on the days of an occasion: a member day's, and those of a birthday's month."""

from decimal import Decimal

from django.db.models import Q

from members.accounts.models import User
from members.occasions import calendar
from members.occasions.models import Occasion, OccasionGift
from members.occasions.services import APART, is_for
from members.points.rates import multipliers
from minishop import clock

ONE = Decimal(1)


def multiplier(user: User) -> Decimal:
    """By how much today's points of the member are multiplied; the best of today's occasions."""
    today = clock.today()
    rows = Occasion.objects.filter(is_on=True, multiplier__gt=1).prefetch_related("tiers")
    best = ONE
    for occasion in rows:
        is_birthday = occasion.kind == Occasion.Kind.BIRTHDAY
        is_now = _is_birthday_month(user) if is_birthday else calendar.falls_on(occasion, today)
        if is_now and occasion.multiplier > best and is_for(occasion, user):
            best = occasion.multiplier
    return best


def _is_birthday_month(user: User) -> bool:
    """Whether it is the month of a birthday that was told before it began, and of no second one within
    330 days."""
    today = clock.today()
    if not user.birthday or user.birthday.month != today.month:
        return False
    if user.birthday_set_at and user.birthday_set_at >= clock.begins(today.replace(day=1)):
        return False
    day = calendar.birthday_in(today.year, user.birthday)
    near = Q(day__gt=day - APART, day__lt=day + APART) & ~Q(day=day)
    mine = Q(user=user) | Q(user__merged_into=user)
    had = OccasionGift.objects.filter(near, mine, occasion__kind=Occasion.Kind.BIRTHDAY)
    return not had.exists()


multipliers.add("occasions", multiplier)
