"""A tier is kept for its time, then by grace, and then lapses as the programme says."""

from datetime import timedelta

import pytest

from members.tiers import services as tiers
from members.tiers.models import Membership, TierProgramme
from minishop.events.models import Event
from tests import factories
from tests.corruption import findings
from tests.members.tiers import club

pytestmark = pytest.mark.django_db
YEAR = 366


def brass(**programme):
    """Somebody who reached Brass by what they bought thirteen months ago, and nothing since."""
    club.four(**programme)
    user = factories.member()
    tiers.place(user=user, tier=tiers.named("brass"))
    club.bought(user, 9000, days_ago=400)
    return user


def test_a_tier_is_kept_for_its_time():
    wen = brass()

    club.age(wen, 360)
    tiers.sweep()

    assert club.tier(wen) == "brass"
    assert Membership.objects.get(user=wen).graced_at is None


def test_after_its_time_grace_keeps_it_for_a_while():
    wen = brass(grace_days=30)
    club.age(wen, YEAR)
    tiers.sweep()
    club.age(wen, 29)
    tiers.sweep()
    assert club.tier(wen) == "brass"

    club.age(wen, 2)
    tiers.sweep()

    assert club.path(wen)[-1] == ("sand", "lapsed")
    assert Event.objects.get(name="tier.lapsed").data["before"] == "brass"
    assert [findings(code) for code in ("H1", "H2", "H4")] == [[]] * 3


def test_without_grace_it_lapses_at_once():
    wen = brass(grace_days=0)
    club.age(wen, YEAR)
    tiers.sweep()
    assert club.tier(wen) == "sand"


def test_it_may_fall_to_what_the_figure_reaches():
    wen = brass(grace_days=0, downgrade="reached")
    club.age(wen, YEAR)
    tiers.sweep()
    assert club.tier(wen) == "moon"
    assert Membership.objects.get(user=wen).kept_until is None


def test_one_step_down_is_kept_for_a_time_of_its_own():
    wen = brass(grace_days=0)
    club.age(wen, YEAR)
    tiers.sweep()
    tiers.sweep()
    assert club.tier(wen) == "sand"
    assert tiers.of(wen).kept_until > tiers.of(wen).membership.since + timedelta(days=360)


def test_a_tier_may_be_for_good():
    wen = brass(downgrade="never")
    club.age(wen, 10 * YEAR)
    tiers.sweep()
    assert club.tier(wen) == "brass"
    assert findings("H4") == []


def test_whoever_bought_enough_within_the_time_keeps_it_for_another():
    wen = brass()
    club.bought(wen, 8000, days_ago=100)
    before = club.age(wen, YEAR).kept_until

    tiers.sweep()

    row = Membership.objects.get(user=wen)
    assert (row.tier.code, row.graced_at) == ("brass", None)
    assert row.kept_until > before + timedelta(days=360)
    assert club.path(wen) == [("moon", "joined"), ("brass", "staff")]


def test_what_is_bought_within_the_grace_keeps_it():
    wen = brass(grace_days=30)
    club.bought(wen, 7000, days_ago=10)
    club.age(wen, YEAR)
    tiers.sweep()
    assert Membership.objects.get(user=wen).graced_at

    club.bought(wen, 1000)

    row = Membership.objects.get(user=wen)
    assert (row.tier.code, row.graced_at) == ("brass", None)
    assert row.kept_until > row.since


def test_its_end_is_told_once_ahead():
    wen = brass()
    club.age(wen, 340)
    tiers.sweep()
    tiers.sweep()
    assert [event.data["tier"] for event in Event.objects.filter(name="tier.ending")] == ["brass"]
    assert Event.objects.get(name="tier.ending").data["member"] == wen.pk


def test_whoever_keeps_it_is_told_of_no_end():
    wen = brass()
    club.bought(wen, 8000, days_ago=5)
    club.age(wen, 340)
    tiers.sweep()
    assert not Event.objects.filter(name="tier.ending").exists()


def test_the_standing_says_what_is_missing_to_keep_it():
    wen = brass()
    club.age(wen, 340)
    club.bought(wen, 3000)
    stands = tiers.of(wen)
    assert (stands.figure, stands.to_keep, stands.next) == (3000, 5000, None)


def test_the_programme_counts_by_its_newest_rules():
    wen = brass()
    TierProgramme.objects.update(months=24)
    assert tiers.of(wen).figure == 9000
