"""Two accounts of one person have one purse; whoever is erased keeps no points and no words of ours."""

import pytest

from members.accounts.models import User
from members.lots.models import PointsGrant, PointsLot
from members.points import services as points
from minishop.privacy import holdings
from tests import factories
from tests.members.points.test_earn import earn, purse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def owe(user, number, source):
    earn(user, number, source)
    points.spend(user=user, points=number, reference=f"gift:{source}")
    points.reverse(kind="order", source=source, points=number, reference=f"return:{source}")


def test_all_of_one_is_the_others_and_what_was_held_stays_held(wen):
    old = factories.member()
    earn(wen, 10, "order:1")
    earn(old, 100, "order:2")
    earn(old, 30, "order:3", pending=True)
    points.hold(user=old, points=40, reference="order:9")

    points.join(wen, old)

    assert (purse(wen), purse(old)) == ((70, 30, 40, 0), (0, 0, 0, 0))
    points.release(reference="order:9")
    points.settle(kind="order", source="order:3")
    assert purse(wen) == (140, 0, 0, 0)


@pytest.mark.parametrize(("has", "owes"), [(0, 1), (1, 0)])
@pytest.mark.parametrize(("there", "debt"), [(100, 60), (60, 100)])
def test_what_one_owes_the_other_pays(wen, has, owes, there, debt):
    both = [wen, factories.member()]
    earn(both[has], there, "order:1")
    owe(both[owes], debt, "order:2")

    points.join(*both)

    assert purse(wen) == (max(0, there - debt), 0, 0, max(0, debt - there))
    assert purse(both[1]) == (0, 0, 0, 0)


def test_who_had_none_joins_without_any(wen):
    points.join(wen, factories.member())

    assert purse(wen) == (0, 0, 0, 0)


def test_an_erased_member_keeps_none_and_no_words_of_ours(wen):
    points.grant(user=wen, points=100, reason="goodwill", key="k", note="her birthday was forgotten")
    earn(wen, 30, "order:1", pending=True)

    for _ in range(2):
        points.lapse(wen)

    assert purse(wen) == (0, 0, 0, 0)
    assert {*PointsGrant.objects.values_list("note", flat=True)} == {""}
    assert {*PointsLot.objects.values_list("words", flat=True)} == {""}


def test_what_was_owed_is_let_off(wen):
    owe(wen, 50, "order:1")

    points.lapse(wen)

    assert purse(wen) == (0, 0, 0, 0)


def test_what_is_released_after_an_erasure_lapses(wen):
    earn(wen)
    points.hold(user=wen, points=70, reference="order:9")
    points.lapse(wen)
    User.objects.filter(pk=wen.pk).update(erased_at="2026-01-01T00:00Z")

    points.release(reference="order:9")

    assert purse(wen) == (0, 0, 0, 0)


def test_the_copy_of_ones_data_has_every_movement(wen):
    earn(wen, 60)
    points.grant(user=wen, points=-10, reason="correction", key="k", note="Counted twice")

    told = holdings["points"].export(wen)

    assert (told["free"], [line["points"] for line in told["movements"]]) == (50, [-10, 60])
    assert [row["note"] for row in told["given"]] == ["Counted twice"]
