"""Staff change what a piece costs in points; how many were taken is no matter of theirs."""

import pytest

from orders.rewards.forms import RewardForm
from orders.rewards.models import Reward
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    """A form was opened, and two were taken since."""
    row = Reward.objects.create(variant=factories.variant(), points=10, limit=5)
    Reward.objects.filter(pk=row.pk).update(taken=2)
    return row


def test_a_form_opened_before_leaves_the_count_alone(opened):
    opened.points = 20
    opened.save()

    row = factories.fresh(opened)
    assert (row.points, row.taken) == (20, 2)


def test_the_limit_does_not_fall_below_what_was_taken(opened):
    said = {"sku": opened.variant.sku, "points": 10, "cash": 0, "position": 0, "limit": 1}

    form = RewardForm(said, instance=factories.fresh(opened))

    assert list(form.errors) == ["limit"]
