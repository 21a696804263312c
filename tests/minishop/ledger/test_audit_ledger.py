from decimal import Decimal

import pytest

from minishop import ledger
from minishop.ledger.models import Entry, Posting
from tests.corruption import corrupt, drop_constraint, findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def posting() -> Posting:
    credit = ledger.account(kind="credit", owner="member:1", unit="CNY", floor=Decimal(0))
    cash = ledger.account(kind="cash", owner="shop", unit="CNY", contra=True)
    for n in range(3):
        posting = ledger.post(
            kind="gift", reference=f"gift:{n}", legs=[(credit, Decimal(50)), (cash, Decimal(-50))]
        )
    assert [findings(code) for code in ("L1", "L2", "L4")] == [[], [], []]
    return posting


def test_L1_fires_when_a_leg_is_changed(posting):
    corrupt("UPDATE minishop_entry SET amount = amount + 1 WHERE posting_id = %s AND amount > 0", posting.pk)
    assert [(found["posting"], found["off_by"]) for found in findings("L1")] == [(posting.pk, 1)]


def test_L1_fires_when_a_posting_has_no_legs(posting):
    corrupt("DELETE FROM minishop_entry WHERE posting_id = %s", posting.pk)
    assert [found["posting"] for found in findings("L1")] == [posting.pk]


def test_L2_fires_when_a_balance_is_not_its_sum():
    corrupt("UPDATE minishop_account SET balance = balance + 1 WHERE kind = 'credit'")
    assert [(found["told_by"], found["told"], found["sum"]) for found in findings("L2")] == [
        ("account", 151, 150)
    ]


def test_L2_fires_when_an_entry_tells_another_balance():
    first = Entry.objects.filter(balance_after=50).get()
    corrupt("UPDATE minishop_entry SET balance_after = 49 WHERE id = %s", first.pk)
    assert [(found["told_by"], found["told"]) for found in findings("L2")] == [("entry", 49)]


def test_L2_fires_when_a_floor_was_broken_on_the_way():
    corrupt("UPDATE minishop_account SET floor = 60 WHERE kind = 'credit'")
    assert [found["sum"] for found in findings("L2")] == [50]


def test_L4_fires_when_a_reference_is_posted_twice(posting):
    drop_constraint("minishop_posting", "posting_once")
    corrupt("INSERT INTO minishop_posting (kind, reference) VALUES ('gift', 'gift:2')")
    assert [(found["reference"], found["postings"]) for found in findings("L4")] == [("gift:2", 2)]
