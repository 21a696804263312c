"""A paid membership gives its tier for its days, once for each piece, one after another."""

from datetime import timedelta

import pytest

from members.tiers import services as tiers
from members.tiers.models import MembershipPlan, PaidMembership
from minishop.events.models import Event
from tests import factories
from tests.corruption import findings
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


def plan(tier, days=365):
    return MembershipPlan.objects.create(variant=factories.variant(), tier=tiers.named(tier), days=days)


def later(days):
    """So many days pass over every paid membership."""
    for row in PaidMembership.objects.all():
        row.starts_at -= timedelta(days=days)
        row.ends_at -= timedelta(days=days)
        row.save()


def test_it_gives_its_tier_at_once_and_beside_the_earned_one():
    club.four()
    wen = factories.member()
    tiers.begin(user=wen, plan=plan("ink"), source="order-line:1:1")

    stands = tiers.of(wen)

    assert (stands.tier.code, stands.membership.tier.code) == ("ink", "moon")
    assert stands.paid_until == PaidMembership.objects.get().ends_at
    assert Event.objects.get(name="tier.reached").data["why"] == "paid"
    assert club.path(wen) == [("moon", "joined")]


def test_a_source_begins_it_once():
    club.four()
    wen, year = factories.member(), plan("sand")
    first = tiers.begin(user=wen, plan=year, source="order-line:1:1")
    assert tiers.begin(user=wen, plan=year, source="order-line:1:1") == first
    assert PaidMembership.objects.count() == 1
    assert Event.objects.filter(name="membership.begun").count() == 1


def test_a_second_one_follows_the_first():
    club.four()
    wen, year = factories.member(), plan("sand", days=10)
    first = tiers.begin(user=wen, plan=year, source="order-line:1:1")
    second = tiers.begin(user=wen, plan=year, source="order-line:1:2")
    assert second.starts_at == first.ends_at
    assert tiers.of(wen).paid_until == second.ends_at
    assert findings("H3") == []


def test_a_higher_one_begins_at_once():
    club.four()
    wen = factories.member()
    tiers.begin(user=wen, plan=plan("sand"), source="order-line:1:1")
    tiers.begin(user=wen, plan=plan("brass", days=30), source="order-line:2:1")
    assert club.tier(wen) == "brass"
    later(31)
    assert club.tier(wen) == "sand"


def test_the_earned_tier_holds_where_it_is_higher():
    club.four()
    wen = factories.member()
    tiers.begin(user=wen, plan=plan("sand"), source="order-line:1:1")
    club.bought(wen, 8000)
    assert (club.tier(wen), tiers.of(wen).paid_until) == ("brass", None)


def test_paid_back_it_gives_nothing_and_the_next_begins():
    club.four()
    wen, year = factories.member(), plan("sand", days=10)
    tiers.begin(user=wen, plan=year, source="order-line:1:1")
    second = tiers.begin(user=wen, plan=year, source="order-line:1:2")

    tiers.revoke(source="order-line:1:1")
    tiers.revoke(source="order-line:1:1")

    lasts = PaidMembership.objects.get(pk=second.pk)
    assert lasts.starts_at < second.starts_at
    assert lasts.ends_at - lasts.starts_at == timedelta(days=10)
    assert club.tier(wen) == "sand"
    assert Event.objects.filter(name="membership.ended").count() == 1
    assert findings("H3") == []


def test_the_last_one_paid_back_leaves_the_earned_tier():
    club.four()
    wen = factories.member()
    tiers.begin(user=wen, plan=plan("brass"), source="order-line:1:1")
    tiers.revoke(source="order-line:1:1")
    assert club.tier(wen) == "moon"


def test_its_end_is_told_ahead_and_when_it_is_there():
    club.four()
    wen = factories.member()
    tiers.begin(user=wen, plan=plan("sand", days=20), source="order-line:1:1")
    tiers.sweep()
    tiers.sweep()
    assert Event.objects.filter(name="membership.ending").count() == 1
    later(21)
    tiers.sweep()
    tiers.sweep()
    assert Event.objects.get(name="membership.ended").data["why"] == "over"
    assert club.tier(wen) == "moon"


def test_one_that_is_followed_is_told_of_no_end():
    club.four()
    wen, short = factories.member(), plan("sand", days=20)
    tiers.begin(user=wen, plan=short, source="order-line:1:1")
    tiers.begin(user=wen, plan=plan("sand", days=100), source="order-line:1:2")
    tiers.sweep()
    assert not Event.objects.filter(name="membership.ending").exists()


def test_staff_have_none():
    club.four()
    assert tiers.begin(user=factories.staff("admin"), plan=plan("sand"), source="order-line:1:1") is None
    assert not PaidMembership.objects.exists()
