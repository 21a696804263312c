from decimal import Decimal

import pytest
from django.utils import timezone

from members.tiers import services as tiers
from members.tiers.models import Membership, QualifyingFact
from minishop.events.models import Event
from tests import factories
from tests.members.tiers import club

pytestmark = pytest.mark.django_db


def test_what_is_bought_brings_a_tier_at_once() -> None:
    club.four()
    wen = factories.member()
    club.bought(wen, 2999)
    assert club.tier(wen) == "moon"
    club.bought(wen, 1)
    assert club.tier(wen) == "sand"
    assert club.path(wen) == [("moon", "joined"), ("sand", "reached")]
    told = Event.objects.get(name="tier.reached")
    assert told.data == {"member": wen.pk, "tier": "sand", "before": "moon", "why": "reached"}


def test_one_large_purchase_skips_a_tier() -> None:
    club.four()
    wen = factories.member()
    club.bought(wen, 9000)
    assert club.path(wen) == [("moon", "joined"), ("brass", "reached")]


def test_a_reference_counts_once() -> None:
    club.four()
    wen, now = factories.member(), timezone.now()
    for _again in range(2):
        tiers.count(user=wen, reference="order:1", spend=Decimal(2000), at=now)
    assert (club.tier(wen), Membership.objects.get(user=wen).figure) == ("moon", 2000)
    assert QualifyingFact.objects.count() == 1


def test_what_lies_before_the_period_does_not_count() -> None:
    club.four(months=12)
    wen = factories.member()
    club.bought(wen, 2000, days_ago=370)
    club.bought(wen, 1500, days_ago=360)
    assert (club.tier(wen), tiers.of(wen).figure) == ("moon", 1500)


def test_a_programme_may_count_points() -> None:
    club.four(basis="points")
    wen = factories.member()
    tiers.count(user=wen, reference="order:1", spend=Decimal(9000), points=3200, at=timezone.now())
    assert club.tier(wen) == "sand"


def test_a_tier_without_a_threshold_is_reached_by_no_figure() -> None:
    club.four()
    wen = factories.member()
    club.bought(wen, 1_000_000)
    assert club.tier(wen) == "brass"


def test_nothing_is_counted_for_staff() -> None:
    club.four()
    clerk = factories.staff("admin")
    assert tiers.count(user=clerk, reference="order:1", spend=Decimal(9000), at=timezone.now()) is None
    assert not QualifyingFact.objects.exists()
    assert not Membership.objects.exists()
