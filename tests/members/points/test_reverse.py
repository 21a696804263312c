"""What a source earned is taken back: of its lot, of other points, or it is owed; never more, never less."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.lots.models import PointsLot, PointsReferenceReused
from members.points import services as points
from tests.members.points.test_earn import earn, purse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def reverse(number, reference="return:1", source="order:1"):
    return points.reverse(kind="order", source=source, points=number, reference=reference)


def where(told):
    return told.pending, told.free, told.owed, told.ended


def test_what_is_on_the_way_is_taken_there(wen):
    earn(wen, pending=True)

    assert where(reverse(30)) == (30, 0, 0, 0)
    assert purse(wen) == (0, 70, 0, 0)


def test_all_of_it_taken_back_settles_to_nothing(wen):
    earn(wen, pending=True)
    reverse(100)

    assert points.settle(kind="order", source="order:1").remaining == 0
    assert purse(wen) == (0, 0, 0, 0)


def test_the_same_reference_takes_back_once(wen):
    earn(wen)

    assert reverse(30) == reverse(30)
    assert purse(wen)[0] == 70
    with pytest.raises(PointsReferenceReused):
        reverse(20)


def test_no_more_is_taken_back_than_was_earned(wen):
    earn(wen)
    earn(wen, 50, "order:2")

    assert [reverse(80, f"return:{n}").points for n in range(3)] == [80, 20, 0]
    assert purse(wen) == (50, 0, 0, 0)


def test_what_was_spent_is_taken_of_other_points_and_then_owed(wen):
    earn(wen)
    points.spend(user=wen, points=90, reference="gift:1")
    earn(wen, 30, "order:2")

    assert where(reverse(100)) == (0, 40, 60, 0)
    assert purse(wen) == (0, 0, 0, 60)


def test_what_is_held_for_an_order_stays_held_and_is_owed(wen):
    earn(wen)
    points.hold(user=wen, points=80, reference="order:9")

    assert where(reverse(100)) == (0, 20, 80, 0)
    assert purse(wen) == (0, 0, 80, 80)

    points.release(reference="order:9")
    assert purse(wen) == (0, 0, 0, 0)


def test_what_ended_unused_is_nobodys_debt(wen):
    lot = earn(wen)
    points.spend(user=wen, points=60, reference="gift:1")
    PointsLot.objects.filter(pk=lot.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    points.expire_due()

    assert where(reverse(50)) == (0, 0, 10, 40)
    assert where(reverse(50, "return:2")) == (0, 0, 50, 0)
    assert purse(wen) == (0, 0, 0, 60)


def test_of_what_was_never_earned_nothing_is_taken_back(wen):
    earn(wen)

    assert (reverse(10, source="order:7").points, reverse(0).points, purse(wen)[0]) == (0, 0, 100)


def test_earning_returning_and_keeping_farms_nothing(wen):
    for n in range(3):
        earn(wen, 100, f"order:{n}")
        if there := purse(wen)[0]:
            points.spend(user=wen, points=there, reference=f"gift:{n}")
        reverse(100, f"return:{n}", f"order:{n}")

    assert (purse(wen), points.statement(wen).balance) == ((0, 0, 0, 100), -100)
