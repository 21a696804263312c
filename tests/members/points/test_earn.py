"""Points come once for each source, free or pending; what is owed is paid first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.accounts.models import User
from members.lots.models import PointsLot, PointsReferenceReused
from members.points import services as points
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def earn(user, number=100, source="order:1", **told):
    return points.earn(user=user, points=number, source=source, **{"kind": "order"} | told)


def purse(user):
    there = points.figures(user)
    return there.free, there.pending, there.held, there.owed


def test_the_same_source_earns_once(wen):
    first, second = earn(wen), earn(wen)

    assert (first, purse(wen)) == (second, (100, 0, 0, 0))


def test_another_way_of_earning_by_the_same_source_is_another_lot(wen):
    earn(wen)
    earn(wen, 30, kind="referral")

    assert purse(wen) == (130, 0, 0, 0)


def test_nobody_else_earns_by_the_same_source(wen):
    earn(wen)

    with pytest.raises(PointsReferenceReused):
        earn(factories.member())

    assert PointsLot.objects.count() == 1


@pytest.mark.parametrize("number", [0, -5])
def test_nothing_comes_of_no_points(wen, number):
    assert earn(wen, number) is None
    assert not PointsLot.objects.exists()


def test_staff_and_the_erased_earn_nothing(wen):
    User.objects.filter(pk=wen.pk).update(erased_at=timezone.now())

    assert earn(wen) is earn(factories.staff()) is None
    assert not PointsLot.objects.exists()


def test_who_was_joined_into_another_account_earns_there(wen):
    old = factories.member()
    User.objects.filter(pk=old.pk).update(merged_into=wen)

    earn(old)

    assert (purse(wen)[0], purse(old)[0]) == (100, 0)


def test_pending_points_are_on_the_way_until_they_settle_once(wen):
    lot = earn(wen, pending=True)
    assert (purse(wen), lot.settled_at, lot.expires_at) == ((0, 100, 0, 0), None, None)

    for _ in range(2):
        lot = points.settle(kind="order", source="order:1")

    assert purse(wen) == (100, 0, 0, 0)
    assert lot.settled_at
    assert lot.expires_at


def test_what_settles_by_its_day_settles_when_it_has_come(wen):
    earn(wen, settles_at=timezone.now() - timedelta(minutes=1))
    earn(wen, 30, "order:2", settles_at=timezone.now() + timedelta(days=1))
    assert purse(wen) == (0, 130, 0, 0)

    assert (points.settle_due(), points.settle_due()) == (1, 0)

    assert purse(wen) == (100, 30, 0, 0)


def test_what_is_owed_is_paid_by_the_next_points(wen):
    earn(wen)
    points.spend(user=wen, points=100, reference="gift:1")
    points.reverse(kind="order", source="order:1", points=70, reference="return:1")
    assert purse(wen) == (0, 0, 0, 70)

    earn(wen, 50, "order:2", pending=True)
    assert purse(wen) == (0, 50, 0, 70)
    points.settle(kind="order", source="order:2")
    assert purse(wen) == (0, 0, 0, 20)

    assert (earn(wen, 60, "order:3").remaining, purse(wen)) == (40, (40, 0, 0, 0))
