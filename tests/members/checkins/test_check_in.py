"""One check-in a day, each the next day of its streak or a first one, and what the day brings."""

from datetime import timedelta

import pytest

from members.checkins import services as checkins
from members.checkins.models import CheckIn, CheckInRule
from members.points import services as points
from minishop import clock, merging
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules():
    for day, brings in ((1, 5), (3, 10), (5, 30)):
        CheckInRule.objects.create(day=day, points=brings)


def was_here(user, *, ago, streak, **fields):
    return CheckIn.objects.create(user=user, day=clock.today() - timedelta(days=ago), streak=streak, **fields)


def test_a_first_day_brings_its_points_and_a_second_tap_nothing():
    user = factories.member()

    first, second = checkins.check_in(user=user), checkins.check_in(user=user)

    assert (first.streak, first.points, first.day) == (1, 5, clock.today())
    assert second.pk == first.pk
    assert points.figures(user).free == 5


@pytest.mark.parametrize(
    ("ago", "before", "streak", "brings"),
    [(1, 1, 2, 5), (1, 2, 3, 10), (1, 4, 5, 30), (1, 5, 1, 5), (2, 4, 1, 5)],
    ids=["the second day", "the third", "the last", "after the last", "after a gap"],
)
def test_a_day_goes_on_from_the_day_before(ago, before, streak, brings):
    user = factories.member()
    was_here(user, ago=ago, streak=before)

    row = checkins.check_in(user=user)

    assert (row.streak, row.points, points.figures(user).free) == (streak, brings, brings)


def test_a_clock_that_goes_backwards_brings_nothing():
    user = factories.member()
    was_here(user, ago=-1, streak=3)

    row = checkins.check_in(user=user)

    assert (row.streak, points.figures(user).free) == (3, 0)


def test_staff_and_the_erased_collect_nothing():
    for person in (factories.staff(), factories.member(is_active=False)):
        assert checkins.check_in(user=person) is None
    assert not CheckIn.objects.exists()


def test_without_rules_a_day_counts_and_brings_nothing():
    CheckInRule.objects.all().delete()
    user = factories.member()

    assert checkins.check_in(user=user).points == 0
    assert not checkins.is_on()


def test_the_week_shows_what_is_done_and_what_comes():
    user = factories.member()
    was_here(user, ago=1, streak=1)

    before = checkins.week(user)
    checkins.check_in(user=user)
    after = checkins.week(user)

    assert (before.streak, before.is_done, before.today.streak) == (1, False, 2)
    assert (after.streak, after.is_done, after.today.streak) == (2, True, 2)
    assert [(day.points, day.is_done) for day in after.days] == [
        (5, True), (5, True), (10, False), (10, False), (30, False),
    ]  # fmt: skip


def test_two_accounts_of_one_person_go_on_with_the_longer_streak():
    kept, gone = factories.member(), factories.member()
    was_here(gone, ago=2, streak=1)
    was_here(gone, ago=1, streak=2)
    was_here(kept, ago=1, streak=1)
    merging.join(kept, gone)
    gone.merged_into = kept
    gone.is_active = False
    gone.save()

    row = checkins.check_in(user=gone)

    assert (row.user, row.streak) == (kept, 3)
    assert findings("E1") == []


def test_the_audit_finds_a_streak_from_nowhere_and_points_nobody_earned():
    user = factories.member()
    checkins.check_in(user=user)
    assert findings("E1") == []

    was_here(user, ago=-1, streak=9)
    CheckIn.objects.filter(streak=1).update(points=50)

    assert [row["what"] for row in findings("E1")] == ["streak", "points"]
