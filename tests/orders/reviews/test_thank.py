"""A member's review brings points once it is published, and once however often that is done."""

import pytest

from members.activities.models import Activity
from members.points import services as points
from minishop import events
from orders.reviews import services as reviews
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked():
    Activity.objects.create(code="reviewed", title="Review", points=50, times=9, period="month")


def test_it_brings_points_when_it_is_published_and_not_before():
    user = factories.member()
    review = factories.review(line=factories.arrived(user=user), state="waiting")
    events.sweep()
    before = points.figures(user).free

    reviews.publish(review=review, seen=review.written_at)
    events.sweep()
    reviews.refuse(review=factories.fresh(review), seen=review.written_at, reason="Once more, please")
    reviews.publish(review=factories.fresh(review), seen=review.written_at)
    events.sweep()

    assert (before, points.figures(user).free) == (0, 50)
