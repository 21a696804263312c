"""Two taps, two announcements and two sweeps at once: one check-in, as many as allowed, one gift."""

import pytest
from django.db import IntegrityError

from members.accounts import standing
from members.activities import referrals
from members.activities import services as activities
from members.activities.models import Activity, ActivityDone, Referral
from members.checkins import services as checkins
from members.checkins.models import CheckIn, CheckInRule
from members.occasions import services as occasions
from members.occasions.models import Occasion, OccasionGift
from members.points import services as points
from minishop import clock
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def unlocked(monkeypatch):
    """Guard off: the member's row is read, and not locked."""
    return lambda: monkeypatch.setattr(standing, "member", lambda user: user)


def tapped(race):
    """A member's check-ins after several taps at once, their points, and who was refused."""
    CheckInRule.objects.get_or_create(day=1, defaults={"points": 5})
    user = factories.member()
    answers = race(AT_ONCE, lambda _i: checkins.check_in(user=user))
    refused = [one for one in answers if isinstance(one, Exception)]
    return CheckIn.objects.filter(user=user).count(), points.figures(user).free, refused


def announced(race) -> int:
    """How often an activity was done of which one is allowed, announced by several sources at once."""
    told = {"title": "Review", "points": 50, "times": 1, "period": "ever"}
    Activity.objects.get_or_create(code="reviewed", defaults=told)
    user = factories.member()
    race(AT_ONCE, lambda i: activities.done(user=user, code="reviewed", source=f"review:{i}"))
    return ActivityDone.objects.filter(user=user).count()


def given(race):
    """A member's gifts after sweeps that came at once, their points, and which sweeps failed."""
    row, _ = Occasion.objects.get_or_create(kind="birthday", defaults={"title": "Birthday", "points": 200})
    user, day = factories.member(birthday=clock.today().replace(year=1992)), clock.today()
    answers = race(AT_ONCE, lambda _i: occasions.give(occasion=row, user=user, day=day))
    refused = [one for one in answers if isinstance(one, Exception)]
    return OccasionGift.objects.filter(user=user).count(), points.figures(user).free, refused


def test_of_many_taps_one_is_a_check_in_and_none_is_refused(race):
    assert tapped(race) == (1, 5, [])


def test_without_the_members_lock_the_table_refuses_a_second_check_in(race, until, unlocked):
    unlocked()

    def refused() -> bool:
        count, free, problems = tapped(race)
        assert (count, free) == (1, 5)
        return any(isinstance(one, IntegrityError) for one in problems)

    assert until(refused)


def test_of_many_announcements_as_many_count_as_are_allowed(race):
    assert announced(race) == 1


def test_without_the_members_lock_more_count_than_are_allowed(race, until, unlocked):
    unlocked()
    assert until(lambda: announced(race) > 1)


def test_of_many_sweeps_one_brings_the_gift(race):
    assert given(race) == (1, 200, [])


def test_without_the_members_lock_the_table_refuses_a_second_gift(race, until, unlocked):
    unlocked()

    def refused() -> bool:
        count, free, problems = given(race)
        assert (count, free) == (1, 200)
        return any(isinstance(one, IntegrityError) for one in problems)

    assert until(refused)


def test_a_newcomers_first_order_is_rewarded_once_however_often_it_is_told(race):
    Activity.objects.create(code="referred", title="Friend", points=500, times=9, period="ever")
    wen, newcomer = factories.member(), factories.member()
    Referral.objects.create(referrer=wen, newcomer=newcomer)

    race(AT_ONCE, lambda _i: referrals.order_kept(user=newcomer))

    assert points.figures(wen).free == 500
