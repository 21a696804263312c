"""Staff give points within a limit, once for each key; what they take beyond what there is, is owed."""

import pytest

from members.accounts.models import User
from members.lots.models import PointsGrant, PointsNotGiven, PointsReferenceReused, TooManyPoints
from members.points import services as points
from minishop.events.models import Event
from tests import factories
from tests.members.points.test_earn import earn, purse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def give(user, number, key="k1", **told):
    return points.grant(user=user, points=number, reason="goodwill", key=key, **told)


def test_the_same_key_gives_once_and_is_told(wen):
    assert give(wen, 100, note="Sorry for the ribbon") == give(wen, 100)

    assert purse(wen)[0] == 100
    assert Event.objects.get(name="points.granted").data == {"member": wen.pk, "points": 100}
    assert points.statement(wen).lines[0].words == "Sorry for the ribbon"


def test_the_same_key_gives_nothing_else(wen):
    give(wen, 100)

    for user, number in ((wen, 50), (factories.member(), 100)):
        with pytest.raises(PointsReferenceReused):
            give(user, number)

    assert (purse(wen)[0], PointsGrant.objects.count()) == (100, 1)


def test_over_the_limit_it_takes_the_right_to_give_many(wen):
    for number in (2001, -2001):
        with pytest.raises(TooManyPoints) as refusal:
            give(wen, number, actor=factories.staff())
    assert (refusal.value.limit, PointsGrant.objects.count()) == (2000, 0)

    give(wen, 2001, actor=factories.staff("admin"))
    assert purse(wen)[0] == 2001


def test_what_is_taken_beyond_what_there_is_is_owed(wen):
    earn(wen, 60)

    give(wen, -100)

    assert purse(wen) == (0, 0, 0, 40)
    assert str(points.statement(wen).lines[0].words) == "Taken back"


def test_nothing_and_nobody_on_the_staff_is_given_any(wen):
    for user, number in ((wen, 0), (factories.staff(), 5)):
        with pytest.raises(PointsNotGiven):
            give(user, number)

    assert not PointsGrant.objects.exists()


def test_who_was_joined_into_another_account_is_given_it_there(wen):
    old = factories.member()
    User.objects.filter(pk=old.pk).update(merged_into=wen)

    assert give(old, 10) == give(old, 10)
    assert purse(wen)[0] == 10
