"""A piece that gives a tier for some time gives it while it is paid for."""

import pytest

from members.tiers import services as tiers
from members.tiers.models import MembershipPlan, PaidMembership, Tier
from orders.earning import services as earning
from orders.lifecycle import services as lifecycle
from tests import factories
from tests.orders.earning import club

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought():
    """Two years of Ink."""
    Tier.objects.create(code="moon", name="Moon", rank=0, threshold=0)
    ink = Tier.objects.create(code="ink", name="Ink", rank=30, look="ink")
    house = factories.store()
    card = factories.variant(stock={house: 5})
    MembershipPlan.objects.create(variant=card, tier=ink, days=365)
    return club.bought(pieces=2, variant=card, at=house)


def live():
    return PaidMembership.objects.filter(revoked_at=None).count()


def test_each_piece_gives_its_time_once(bought):
    earning.earn(order=bought)

    first, second = PaidMembership.objects.order_by("starts_at")
    assert (live(), second.starts_at) == (2, first.ends_at)
    assert tiers.tier_of(bought.user).code == "ink"


def test_a_piece_that_was_paid_back_gives_nothing_more(bought):
    club.paid_back(bought)

    assert live() == 1
    assert PaidMembership.objects.get(revoked_at=None).source.endswith(":1")
    assert tiers.tier_of(bought.user).code == "ink"


def test_a_cancelled_order_gives_no_tier(bought):
    lifecycle.cancel(order=bought, refund=True)
    earning.take_back(order=bought)

    assert (live(), tiers.tier_of(bought.user).code) == (0, "moon")


def test_a_cancelled_order_gives_no_tier_for_what_cost_no_money(bought):
    plan, house = MembershipPlan.objects.get(), factories.store()
    free = factories.variant(price=0, stock={house: 1})
    MembershipPlan.objects.create(variant=free, tier=plan.tier, days=30)
    order = club.bought(variant=free, at=house, paid=False)
    assert live() == 3

    lifecycle.cancel(order=order, refund=True)
    earning.take_back(order=order)

    assert live() == 2
