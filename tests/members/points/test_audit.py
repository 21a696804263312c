"""One record is broken on purpose, and its row of the audit fires."""

import pytest

from members.points import services as points
from tests import factories
from tests.corruption import corrupt, drop_constraint, findings
from tests.members.points.conftest import ROWS
from tests.members.points.test_earn import earn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books(wen):
    """Wen has free, pending and held points, some that came back; another member owes some."""
    lin = factories.member()
    earn(wen)
    earn(wen, 30, "order:2", pending=True)
    points.spend(user=wen, points=40, reference="gift:1")
    points.give_back(reference="return:1", of="gift:1", points=15)
    points.hold(user=wen, points=20, reference="order:9")
    earn(lin, 50, "order:3")
    points.spend(user=lin, points=50, reference="gift:2")
    points.reverse(kind="order", source="order:3", points=35, reference="return:2")
    assert {code: rows for code in ROWS if (rows := findings(code))} == {}


def test_L2_fires_when_a_balance_is_another_than_its_entries():
    corrupt("UPDATE minishop_account SET balance = balance + 5 WHERE kind = 'points-held' AND balance > 0")

    assert len(findings("L2")) == len(findings("L9")) == 1


def test_L3_fires_when_a_lot_has_other_than_its_entries():
    corrupt("UPDATE members_pointslot SET remaining = 54 WHERE source = 'order:1'")

    assert [(row["remaining"], row["entries"]) for row in findings("L3")] == [(54, 55)]


def test_L3_fires_when_a_lot_is_overdue_for_more_than_two_sweeps():
    sql = "UPDATE members_pointslot SET expires_at = now() - interval '%s minutes' WHERE source = 'order:1'"
    corrupt(sql, 9)
    assert findings("L3") == []

    corrupt(sql, 11)
    assert [row["remaining"] for row in findings("L3")] == [55]


def test_L3_fires_when_more_is_left_than_was_earned():
    drop_constraint("members_pointslot", "points_lot_within")
    corrupt("UPDATE members_pointslot SET remaining = 101 WHERE source = 'order:1'")

    assert [row["earned"] for row in findings("L3")] == [100]


@pytest.mark.parametrize(("kind", "lots"), [("points", 55), ("points-pending", 30)])
def test_L6_fires_when_a_balance_is_another_than_its_lots(wen, kind, lots):
    sql = "UPDATE minishop_account SET balance = balance + 1 WHERE kind = %s AND owner = %s"
    corrupt(sql, kind, f"user:{wen.pk}")

    assert [(row["kind"], row["balance"], row["lots"]) for row in findings("L6")] == [(kind, lots + 1, lots)]


def test_L7_fires_when_who_owes_has_some_free():
    corrupt("UPDATE minishop_account SET balance = 5 WHERE kind = 'points' AND balance = 0")

    assert [(row["owed"], row["free"]) for row in findings("L7")] == [(-35, 5)]


def test_L7_fires_when_somebody_is_owed():
    corrupt("UPDATE minishop_account SET balance = 1 WHERE kind = 'points-debt'")

    assert 1 in [row["owed"] for row in findings("L7")]


def test_L8_fires_when_a_source_earned_twice():
    drop_constraint("members_pointslot", "points_earned_once")
    corrupt("UPDATE members_pointslot SET source = 'order:1' WHERE source = 'order:2'")

    assert [row["what"] for row in findings("L8")] == ["earned twice"]


def test_L8_fires_when_a_lot_earned_other_than_its_entry_says():
    corrupt("UPDATE members_pointslot SET earned = 120 WHERE source = 'order:1'")

    assert [(row["what"], row["said"], row["stands"]) for row in findings("L8")] == [("entry", 120, 100)]


def test_L8_fires_when_more_was_taken_back_than_earned_or_booked():
    corrupt("UPDATE members_pointsreversal SET points = 51, owed = owed + 16")

    told = [(row["what"], row["said"], row["stands"]) for row in findings("L8")]
    assert sorted(told) == [("not in the books", 51, 35), ("taken back", 51, 50)]


def test_L9_fires_when_a_use_is_of_other_points_than_its_entries():
    corrupt("UPDATE members_pointsspend SET points = 41 WHERE reference = 'gift:1'")

    assert [(row["what"], row["said"], row["stands"]) for row in findings("L9")] == [("entries", 41, 40)]


def test_L9_fires_when_other_points_came_back_than_it_tells():
    corrupt("UPDATE members_pointsspend SET returned = 16 WHERE reference = 'gift:1'")

    assert {row["what"] for row in findings("L9")} == {"back", "returns"}


def test_L9_fires_when_what_is_held_is_no_open_use():
    corrupt("UPDATE members_pointsspend SET state = 'spent' WHERE reference = 'order:9'")

    assert [(row["what"], row["said"], row["stands"]) for row in findings("L9")] == [("held", 20, 0)]
