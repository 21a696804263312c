"""A birthday and the club's days bring each member their gift, once, on the shop's own days."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from members.accounts.models import User
from members.coupons.models import Coupon, IssuedCoupon
from members.occasions import calendar
from members.occasions import services as occasions
from members.occasions.models import Occasion, OccasionGift
from members.occasions.multipliers import multiplier
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import Tier
from minishop import clock, merging
from minishop.notify.models import Message
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def occasion(kind="birthday", **fields):
    return Occasion.objects.create(kind=kind, **{"title": "Birthday", "points": 200} | fields)


def born(day: date, *, told: datetime | None = None, **fields) -> User:
    """A member with a birthday on that day of the year, told two years ago unless said."""
    return factories.member(
        birthday=day.replace(year=1992), birthday_set_at=told or clock.now() - 2 * YEAR, **fields
    )


def test_a_birthday_brings_its_gift_once():
    occasion()
    user, other = born(clock.today()), born(clock.today() + timedelta(days=40))

    assert (occasions.sweep(), occasions.sweep()) == (1, 0)

    assert (points.figures(user).free, points.figures(other).free) == (200, 0)
    assert findings("E3") == []


@pytest.mark.parametrize(("ahead", "comes"), [(7, True), (8, False), (-3, True), (-4, False)])
def test_it_comes_some_days_before_and_a_sweep_that_was_down_makes_up_for_it(ahead, comes):
    occasion(days_before=7)
    user = born(clock.today() + timedelta(days=ahead))

    occasions.sweep()

    assert points.figures(user).free == (200 if comes else 0)


def test_who_told_it_after_the_day_waits_for_the_next():
    occasion()
    yesterday = clock.today() - timedelta(days=1)
    late = born(yesterday, told=clock.now())
    in_time = born(clock.today(), told=clock.now())

    occasions.sweep()

    assert (points.figures(late).free, points.figures(in_time).free) == (0, 200)


@pytest.mark.parametrize(("ago", "comes"), [(329, False), (330, True)])
def test_another_birthday_within_330_days_brings_nothing(ago, comes):
    row, other = occasion(), occasion(title="Birthday parcel")
    user = born(clock.today())
    OccasionGift.objects.create(occasion=other, user=user, day=clock.today() - timedelta(days=ago))

    assert bool(occasions.give(occasion=row, user=user, day=clock.today())) is comes
    assert points.figures(user).free == (200 if comes else 0)
    assert findings("E3") == []


@pytest.mark.parametrize(
    ("year", "day"), [(2026, date(2026, 2, 28)), (2028, date(2028, 2, 29))], ids=["common", "leap"]
)
def test_the_29th_of_february_is_the_28th_in_other_years(year, day):
    assert calendar.birthday_in(year, date(1992, 2, 29)) == day
    assert (2, 29) in calendar.born_on(day)
    assert (2, 29) not in calendar.born_on(date(2028, 2, 28))


@pytest.mark.parametrize(
    ("kind", "wanted", "day", "falls"),
    [
        ("monthly", 18, date(2026, 11, 18), True),
        ("monthly", 18, date(2026, 11, 19), False),
        ("monthly", 31, date(2026, 2, 28), True),
        ("monthly", 31, date(2026, 3, 30), False),
        ("weekly", 3, date(2026, 11, 18), True),
        ("weekly", 3, date(2026, 11, 19), False),
    ],
)
def test_member_days_fall_on_their_days(kind, wanted, day, falls):
    assert calendar.falls_on(Occasion(kind=kind, day=wanted), day) is falls


def test_days_are_the_shops_own_wherever_the_clock_stands(settings):
    moments = {}
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        settings.TIME_ZONE = zone
        moments[zone] = clock.today()
    assert moments["Pacific/Kiritimati"] - moments["Pacific/Pago_Pago"] >= timedelta(days=1)


def test_a_member_day_is_for_members_of_its_tiers():
    low, high = tiers.base(), Tier.objects.create(code="brass", name="Brass", rank=9)
    row = occasion("weekly", day=clock.today().isoweekday())
    row.tiers.add(high)
    kept, gone = factories.member(), factories.member()
    tiers.place(user=kept, tier=high, actor=None, why="staff")

    occasions.sweep()

    assert low != high
    assert (points.figures(kept).free, points.figures(gone).free) == (200, 0)


def test_a_coupon_comes_with_it_and_one_that_is_over_stops_nothing():
    coupon = Coupon.objects.create(title="Cake", kind="amount", value=20, way="auto", claim_limit=1)
    occasion(coupon=coupon)
    first, second = born(clock.today()), born(clock.today())

    occasions.sweep()

    assert IssuedCoupon.objects.filter(coupon=coupon).count() == 1
    assert [points.figures(user).free for user in (first, second)] == [200, 200]


def test_staff_and_closed_accounts_have_no_birthday_here():
    occasion()
    for person in (born(clock.today(), is_staff=True), born(clock.today(), is_active=False)):
        occasions.sweep()
        assert points.figures(person).free == 0
    assert not OccasionGift.objects.exists()


def test_todays_points_are_multiplied_by_the_best_of_todays_occasions():
    user, other = born(clock.today()), factories.member()
    occasion("weekly", day=clock.today().isoweekday(), multiplier=Decimal("1.5"), points=0)
    occasion(multiplier=2, points=0)

    assert (multiplier(user), multiplier(other)) == (2, Decimal("1.5"))


def test_a_birthday_told_within_its_month_multiplies_from_the_next_year_on():
    occasion(multiplier=2, points=0)
    user = born(clock.today(), told=clock.now())
    assert multiplier(user) == 1


def test_a_birthday_that_was_moved_multiplies_no_second_month():
    row = occasion(multiplier=2, points=0)
    user = born(clock.today())
    OccasionGift.objects.create(occasion=row, user=user, day=clock.today() - timedelta(days=60))
    assert multiplier(user) == 1


def test_two_accounts_of_one_person_have_one_birthday():
    row = occasion()
    kept, gone = born(clock.today()), factories.member()
    OccasionGift.objects.create(occasion=row, user=gone, day=clock.today() - timedelta(days=100))
    merging.join(kept, gone)

    occasions.sweep()

    assert (points.figures(kept).free, findings("E3")) == (0, [])


def test_who_agreed_to_news_is_written_to_and_nobody_else():
    from members.consents import services as consents
    from minishop import events

    occasion()
    agreed, silent = born(clock.today()), born(clock.today())
    consents.give(user=agreed, purpose="marketing-email", source="settings")

    occasions.sweep()
    events.sweep()

    told = Message.objects.filter(kind="birthday-gift")
    assert [message.recipient for message in told] == [agreed]
    assert silent not in {message.recipient for message in told}


def test_the_audit_finds_two_birthdays_and_points_nobody_earned():
    row = occasion()
    user = born(clock.today())
    occasions.sweep()
    OccasionGift.objects.create(occasion=row, user=user, day=clock.today() - timedelta(days=329))
    OccasionGift.objects.filter(day=clock.today()).update(points=201)

    assert sorted(found["what"] for found in findings("E3")) == ["birthdays", "points"]
