"""Points are held and spent, what ends first first; released and given back they return to their lots."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from members.lots.models import (
    NotEnoughPoints,
    NotSpent,
    PointsLot,
    PointsProgramme,
    PointsReferenceReused,
    PointsSpend,
)
from members.lots.programmes import after_days
from members.points import services as points
from minishop.states import IllegalMove
from tests import factories
from tests.members.points.test_earn import earn, purse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]
SOON, LATER = timedelta(days=2), timedelta(days=60)


def lot(user, number, source, ends=None):
    row = earn(user, number, source)
    PointsLot.objects.filter(pk=row.pk).update(expires_at=ends and timezone.now() + ends)
    return row


@pytest.fixture
def lots(wen):
    """60 that never end, 50 that end soon, 40 that end later."""
    return [lot(wen, 60, "order:1"), lot(wen, 50, "order:2", SOON), lot(wen, 40, "order:3", LATER)]


def left(lots):
    return [PointsLot.objects.get(pk=row.pk).remaining for row in lots]


def test_what_ends_first_is_spent_first(wen, lots):
    points.spend(user=wen, points=70, reference="gift:1")

    assert left(lots) == [60, 0, 20]
    assert purse(wen) == (80, 0, 0, 0)


def test_the_same_reference_is_spent_once(wen, lots):
    for _ in range(2):
        points.spend(user=wen, points=70, reference="gift:1")

    assert purse(wen)[0] == 80


@pytest.mark.parametrize("told", [{"points": 71}, {"points": 70, "amount": Decimal(1)}])
def test_the_same_reference_spends_nothing_else(wen, lots, told):
    points.spend(user=wen, points=70, reference="gift:1")

    with pytest.raises(PointsReferenceReused):
        points.spend(user=wen, reference="gift:1", **told)
    with pytest.raises(PointsReferenceReused):
        points.spend(user=factories.member(), points=70, reference="gift:1")

    assert left(lots) == [60, 0, 20]


def test_more_than_there_is_is_not_spent(wen, lots):
    earn(wen, 500, "order:4", pending=True)

    with pytest.raises(NotEnoughPoints) as refusal:
        points.spend(user=wen, points=151, reference="gift:1")

    assert (refusal.value.free, left(lots), PointsSpend.objects.count()) == (150, [60, 50, 40], 0)


@pytest.mark.parametrize("number", [0, -10])
def test_nothing_is_no_use(wen, lots, number):
    with pytest.raises(ValueError, match="at least one"):
        points.hold(user=wen, points=number, reference="gift:1")

    assert not PointsSpend.objects.exists()


def test_what_is_held_can_not_be_spent_elsewhere_and_is_free_again_where_it_was(wen, lots):
    points.hold(user=wen, points=100, reference="order:9")
    assert purse(wen) == (50, 0, 100, 0)
    with pytest.raises(NotEnoughPoints):
        points.hold(user=wen, points=60, reference="order:10")

    for _ in range(2):
        points.release(reference="order:9")

    assert (left(lots), purse(wen)) == ([60, 50, 40], (150, 0, 0, 0))
    with pytest.raises(IllegalMove):
        points.commit(reference="order:9")


def test_what_is_spent_is_not_released(wen, lots):
    points.spend(user=wen, points=100, reference="order:9")

    with pytest.raises(IllegalMove):
        points.release(reference="order:9")

    assert (left(lots), points.commit(reference="order:9").state) == ([50, 0, 0], "spent")


def test_points_come_back_to_their_own_lots_what_would_have_ended_last_first(wen, lots):
    points.spend(user=wen, points=120, reference="gift:1")
    assert left(lots) == [30, 0, 0]

    for _ in range(2):
        points.give_back(reference="return:1", of="gift:1", points=35)
    assert left(lots) == [60, 0, 5]

    points.give_back(reference="return:2", of="gift:1", points=85)
    assert (left(lots), purse(wen)) == ([60, 50, 40], (150, 0, 0, 0))


@pytest.mark.parametrize("told", [{"points": 121}, {"points": -1}, {"amount": Decimal(1)}])
def test_no_more_comes_back_than_was_spent(wen, lots, told):
    points.spend(user=wen, points=120, reference="gift:1")

    with pytest.raises(NotSpent):
        points.give_back(reference="return:1", of="gift:1", **told)

    assert (left(lots), purse(wen)[0]) == ([30, 0, 0], 30)


def test_what_is_only_held_does_not_come_back_twice(wen, lots):
    points.hold(user=wen, points=100, reference="order:9")

    with pytest.raises(NotSpent):
        points.give_back(reference="return:1", of="order:9", points=10)

    assert purse(wen) == (50, 0, 100, 0)


def test_money_brings_back_its_part_rounded_down_and_the_last_of_it_the_rest(wen, lots):
    points.spend(user=wen, points=100, reference="order:9", amount=Decimal("0.99"))

    came = [
        points.give_back(reference=f"tender-refund:{n}", of="order:9", amount=Decimal("0.33")).points
        for n in range(3)
    ]

    assert (came, purse(wen)[0]) == ([33, 33, 34], 150)


def test_a_reference_brings_back_one_thing(wen, lots):
    points.spend(user=wen, points=100, reference="order:9", amount=Decimal(1))
    points.give_back(reference="tender-refund:1", of="order:9", amount=Decimal("0.001"))

    for amount in (Decimal("0.001"), Decimal("0.5")):
        again = {"reference": "tender-refund:1", "of": "order:9", "amount": amount}
        if amount > Decimal("0.1"):
            with pytest.raises(PointsReferenceReused):
                points.give_back(**again)
        else:
            assert points.give_back(**again).points == 0

    assert purse(wen)[0] == 50


def test_points_whose_end_has_passed_come_back_for_the_days_of_grace(wen, lots):
    PointsProgramme.objects.create(starts_at=timezone.now() - LATER, grace_days=10)
    points.spend(user=wen, points=90, reference="gift:1")
    PointsLot.objects.filter(pk=lots[1].pk).update(expires_at=timezone.now(), reminded_at=timezone.now())

    points.give_back(reference="return:1", of="gift:1", points=90)

    row = PointsLot.objects.get(pk=lots[1].pk)
    assert (row.remaining, row.expires_at, row.reminded_at) == (50, after_days(timezone.now(), 10), None)
    assert PointsLot.objects.get(pk=lots[0].pk).expires_at is None


def test_what_comes_back_pays_what_is_owed_first(wen):
    row = lot(wen, 100, "order:1")
    points.spend(user=wen, points=100, reference="gift:1")
    points.reverse(kind="order", source="order:1", points=60, reference="return:1")
    assert purse(wen) == (0, 0, 0, 60)

    points.give_back(reference="return:2", of="gift:1", points=100)

    assert (left([row]), purse(wen)) == ([40], (40, 0, 0, 0))


def test_what_has_ended_can_not_be_spent_swept_or_not(wen, lots):
    PointsLot.objects.filter(pk=lots[1].pk).update(expires_at=timezone.now())
    assert purse(wen)[0] == 100

    with pytest.raises(NotEnoughPoints):
        points.spend(user=wen, points=101, reference="gift:1")
    points.spend(user=wen, points=100, reference="gift:2")

    assert (left(lots), purse(wen)[0]) == ([0, 0, 0], 0)
