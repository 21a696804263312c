"""What a unit of the currency earns: the programme's rate, by tier, by campaign, by the day."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.collections.models import Collection, CollectionProduct
from members.lots.models import PointsCampaign, PointsProgramme
from members.points import rates
from members.tiers import services as tiers
from members.tiers.models import Tier
from minishop.registry import Registry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pieces():
    PointsProgramme.objects.create(starts_at=timezone.now() - timedelta(days=9), per_unit="1.5")
    PointsProgramme.objects.create(starts_at=timezone.now() + timedelta(days=9), per_unit=9)
    return [factories.product() for _ in range(3)]


def campaign(multiplier, **told):
    begun = timezone.now() - timedelta(days=1)
    return PointsCampaign.objects.create(name="Moon", **{"multiplier": multiplier, "starts_at": begun} | told)


def rate(user, pieces):
    told = rates.rates(user=user, products=pieces)
    return [told[piece.pk] for piece in pieces]


def test_the_rules_that_hold_now_say_how_many(wen, pieces):
    assert rate(wen, pieces) == [Decimal("1.5")] * 3


def test_a_tier_multiplies(wen, pieces):
    gold = Tier.objects.create(code="gold", name="Gold", rank=9, threshold=9000, earn_multiplier=2)
    tiers.place(user=wen, tier=gold, actor=None, why="staff")

    assert rate(wen, pieces) == [3, 3, 3]


def test_the_best_campaign_that_is_on_counts_for_the_pieces_it_is_for(wen, pieces):
    campaign(2).products.add(pieces[0])
    place = Collection.objects.create(handle="moon", title="Moon")
    CollectionProduct.objects.create(collection=place, product=pieces[1])
    campaign(3).collections.add(place)
    campaign(8, is_on=False)
    campaign(8, ends_at=timezone.now())
    campaign(8, starts_at=timezone.now() + timedelta(days=1))

    assert rate(wen, pieces) == [3, Decimal("4.5"), Decimal("1.5")]
    campaign(4)
    assert rate(wen, pieces) == [6, 6, 6]


def test_a_campaign_for_some_tiers_is_not_for_others(wen, pieces):
    tiers.base()
    gold = Tier.objects.create(code="gold", name="Gold", rank=9, threshold=9000)
    campaign(2).tiers.add(gold)
    assert rate(wen, pieces)[0] == Decimal("1.5")

    tiers.place(user=wen, tier=gold, actor=None, why="staff")

    assert rate(wen, pieces)[0] == 3


def test_the_day_multiplies_too_and_a_house_counts_as_a_bag_does(wen, pieces, monkeypatch):
    monkeypatch.setattr(rates, "multipliers", Registry("multiplier"))
    rates.multipliers.add("moon", lambda user: Decimal(2))

    assert rate(wen, pieces)[0] == 3
    assert rates.for_amount(user=wen, amount=Decimal("33.40")) == 100
    campaign(2).products.add(pieces[0])
    assert rates.for_amount(user=wen, amount=Decimal("33.40")) == 100
