"""Taking a purchase back leaves nothing of it: points, coupon and progress are as they were."""

import pytest
from django.db.models.functions import Now

from members.accounts.models import User
from members.points import services as points
from members.tiers import services as tiers
from orders.purchases import services as purchases
from tests.corruption import findings
from tests.orders.purchases.till import bought, coupon_of, manager, points_of

pytestmark = pytest.mark.django_db


def test_all_of_it_is_as_before(wen, house, clerk):
    points_of(wen, 5000)
    issued = coupon_of(wen)
    made = bought(wen, house, clerk, points=1000, issued=issued)
    boss = manager(house)
    for _ in range(2):
        undone = purchases.undo(purchase=made, actor=boss)
        assert undone.undone_by == boss
        figures = points.figures(wen)
        assert (figures.free, figures.pending, figures.owed) == (5000, 0, 0)
        issued.refresh_from_db()
        assert (issued.state, tiers.of(wen).figure) == ("ready", 0)


def test_its_receipt_may_be_told_again(wen, house, clerk):
    made = bought(wen, house, clerk, receipt="T-9")
    purchases.undo(purchase=made, actor=manager(house))
    assert bought(wen, house, clerk, receipt="T-9").earned == 1200


def test_what_it_earned_and_was_spent_since_is_owed(wen, house, clerk, settings):
    settings.RETURN_DAYS = 0
    made = bought(wen, house, clerk)
    points.spend(user=wen, points=1200, reference="elsewhere")
    purchases.undo(purchase=made, actor=manager(house))
    assert points.figures(wen).owed == 1200


def test_a_clerk_may_not(wen, house, clerk):
    made = bought(wen, house, clerk)
    with pytest.raises(PermissionError):
        purchases.undo(purchase=made, actor=clerk)
    made.refresh_from_db()
    assert made.undone_at is None
    assert points.figures(wen).pending == 1200


def test_of_somebody_erased_since_nothing_counts_and_the_books_are_clean(wen, house, clerk):
    made = bought(wen, house, clerk)
    User.objects.filter(pk=wen.pk).update(erased_at=Now())

    assert purchases.undo(purchase=made, actor=manager(house)).undone_at

    assert findings("Q1.purchase") == []
