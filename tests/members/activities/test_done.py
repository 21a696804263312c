"""An activity counts once for each source and so many times a period, and brings what its row says."""

from datetime import timedelta

import pytest

from members.accounts import birthday as birthdays
from members.accounts import services as accounts
from members.activities import services as activities
from members.activities.models import Activity, ActivityDone
from members.lots.models import PointsLot
from members.points import services as points
from minishop import clock, events, merging
from minishop.events import emit
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db


def asked(code="reviewed", **fields):
    told = {"title": code, "points": 50, "times": 2, "period": Activity.Period.MONTH}
    return Activity.objects.create(code=code, **told | fields)


def do(user, source, code="reviewed"):
    return activities.done(user=user, code=code, source=source)


def test_it_brings_its_points_once_for_a_source():
    asked()
    user = factories.member()

    first, second = do(user, "review:1"), do(user, "review:1")

    assert (first, first.points) == (second, 50)
    assert points.figures(user).free == 50


def test_it_counts_so_many_times_a_period_and_no_more():
    asked(times=2)
    user = factories.member()

    done = [do(user, f"review:{n}") for n in range(4)]

    assert [bool(row) for row in done] == [True, True, False, False]
    assert points.figures(user).free == 100
    assert activities.tasks(user)[0].is_done
    assert findings("E2") == []


@pytest.mark.parametrize(("period", "again"), [("ever", False), ("month", True), ("day", True)])
def test_another_period_counts_anew(period, again):
    asked(times=1, period=period)
    user = factories.member()
    slot = {"ever": "ever", "month": "2026-01", "day": f"{clock.today() - timedelta(days=1)}"}[period]
    do(user, "review:1")
    ActivityDone.objects.update(slot=slot)

    assert bool(do(user, "review:2")) is again
    assert points.figures(user).free == (100 if again else 50)


def test_what_is_switched_off_or_unknown_brings_nothing():
    asked(is_on=False)
    user = factories.member()

    assert do(user, "review:1") is None
    assert do(user, "post:1", code="posted") is None
    assert (points.figures(user).free, ActivityDone.objects.count()) == (0, 0)


def test_staff_and_closed_accounts_collect_nothing():
    asked()
    for person in (factories.staff(), factories.member(is_active=False)):
        assert do(person, "review:1") is None
    assert not PointsLot.objects.exists()


def test_telling_ones_profile_and_birthday_is_heard_and_counts_once():
    for code in ("profile_told", "birthday_told"):
        asked(code, times=1, period="ever")
    user = factories.member(name="")

    accounts.rename(user=user, name="Wen", language="en")
    birthdays.tell(user=user, birthday=clock.today().replace(year=1990))
    birthdays.tell(user=user, birthday=None)
    accounts.rename(user=user, name="Wen Li", language="en")
    events.sweep()

    codes = ActivityDone.objects.values_list("activity__code", flat=True)
    assert sorted(codes) == ["birthday_told", "profile_told"]
    assert points.figures(user).free == 100


def test_signing_up_is_heard():
    asked("signed_up", times=1, period="ever", points=100)
    user = factories.member()
    emit("member.joined", subject=user, actor=user)

    events.sweep()

    assert points.figures(user).free == 100


def test_two_accounts_of_one_person_did_it_no_more_often_than_one():
    asked("signed_up", times=1, period="ever")
    kept, gone = factories.member(), factories.member()
    do(kept, "signed_up:1", "signed_up")
    do(gone, "signed_up:2", "signed_up")

    merging.join(kept, gone)

    assert ActivityDone.objects.get(user=kept).source == "signed_up:1"
    assert findings("E2") == []


def test_the_audit_finds_one_too_many_and_points_nobody_earned():
    asked(times=1)
    user = factories.member()
    row = do(user, "review:1")
    told = {"activity": row.activity, "user": user, "slot": row.slot, "times": 1, "points": 0}
    ActivityDone.objects.create(source="review:2", **told)
    ActivityDone.objects.filter(pk=row.pk).update(points=49)

    assert [found["what"] for found in findings("E2")] == ["times", "points"]
