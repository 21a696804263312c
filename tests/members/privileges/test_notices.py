"""Members hear of their tier, once for each thing that happened to it."""

import pytest

from members.tiers import services as tiers
from members.tiers.models import MembershipPlan
from minishop import events
from minishop.notify.models import Message
from tests import factories
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen():
    ladder = club.four()
    ladder["sand"].discount_percent = 5
    ladder["sand"].save()
    return factories.member()


def written(user, kind):
    events.sweep()
    events.sweep()
    return [row.body for row in Message.objects.filter(recipient=user, kind=kind)]


def test_a_tier_that_was_reached_is_told_with_what_it_brings(wen):
    club.bought(wen, 3000)
    (letter,) = written(wen, "tier-reached")
    assert "Sand" in letter
    assert "5% off every piece" in letter


def test_it_is_written_in_the_members_language(wen):
    wen.language = "zh-hans"
    wen.save()
    club.bought(wen, 3000)
    (letter,) = written(wen, "tier-reached")
    assert "会员礼遇" in letter


def test_a_tier_brought_along_is_no_news(wen):
    tiers.place(user=wen, tier=tiers.named("sand"), why="imported")
    assert written(wen, "tier-reached") == []


def test_its_end_says_what_keeps_it(wen):
    tiers.place(user=wen, tier=tiers.named("sand"))
    club.age(wen, 340)
    tiers.sweep()
    tiers.sweep()
    (letter,) = written(wen, "tier-ending")
    assert "¥3,000 more" in letter


def test_the_end_of_a_bought_membership_is_told(wen):
    plan = MembershipPlan.objects.create(variant=factories.variant(), tier=tiers.named("ink"), days=9)
    tiers.begin(user=wen, plan=plan, source="order-line:1:1")
    tiers.sweep()
    (letter,) = written(wen, "membership-ending")
    assert "nothing renews by itself" in letter


def test_whoever_is_gone_is_written_nothing(wen):
    club.bought(wen, 3000)
    wen.is_active = False
    wen.save()
    assert written(wen, "tier-reached") == []
