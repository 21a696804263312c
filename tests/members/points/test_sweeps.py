"""A sweep goes on behind what it can't do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.points import services as points
from tests import factories
from tests.corruption import corrupt

pytestmark = pytest.mark.django_db


def test_whose_books_are_broken_keeps_nobody_behind_them_waiting(wen):
    due, other = timezone.now() - timedelta(days=1), factories.member()
    for user, source in ((wen, "order:1"), (other, "order:2")):
        points.earn(user=user, points=100, kind="order", source=source, settles_at=due)
    broken = "UPDATE minishop_account SET balance = 0 WHERE kind = 'points-pending' AND owner = %s"
    corrupt(broken, f"user:{wen.pk}")

    assert points.settle_due() == 1

    assert [points.figures(user).free for user in (wen, other)] == [0, 100]
