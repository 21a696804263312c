"""Each row fires when one record is corrupted."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from members.coupons.models import IssuedCoupon
from members.membercode import services as membercode
from orders.membertill import services as till
from orders.purchases import services as purchases
from orders.purchases.models import Purchase
from orders.scanning import services as scanning
from orders.scanning.models import Scan
from tests import factories
from tests.corruption import corrupt, drop_constraint, findings
from tests.orders.purchases.till import coupon_of, manager, points_of

pytestmark = pytest.mark.django_db
ROWS = ("Q1.purchase", "Q1.receipt", "Q1.code")


@pytest.fixture
def made(wen, house, clerk) -> Purchase:
    """Read at the till, with points and a coupon."""
    points_of(wen, 5000)
    issued = coupon_of(wen)
    code = membercode.tokens(wen)[0]
    scan = scanning.preview(code=code, staff=clerk, store=house, nonce="n" * 32).scan
    return till.buy(scan=scan, receipt="T-1", amount=Decimal(1200), points=1000, issued=issued)


def test_an_honest_purchase_is_clean_and_so_is_one_taken_back(made, house):
    assert [findings(row) for row in ROWS] == [[], [], []]
    purchases.undo(purchase=made, actor=manager(house))
    assert [findings(row) for row in ROWS] == [[], [], []]


@pytest.mark.parametrize(
    ("what", "break_it"),
    [
        ("earned", lambda: corrupt("UPDATE members_pointslot SET earned = 9999 WHERE kind = 'purchase'")),
        ("points", lambda: corrupt("UPDATE members_pointsspend SET returned = 1")),
        ("coupon", lambda: IssuedCoupon.objects.update(state="ready", used_for="")),
        ("progress", lambda: corrupt("UPDATE members_qualifyingfact SET spend = 1")),
    ],
)
def test_an_effect_that_is_absent_is_found(made: Purchase, what: str, break_it: Callable[[], object]):
    break_it()
    assert [row["what"] for row in findings("Q1.purchase")] == [what]


def test_an_undone_purchase_whose_effects_stand_is_found(made):
    Purchase.objects.update(undone_at=made.at)
    assert {row["what"] for row in findings("Q1.purchase")} == {"points", "coupon", "undone"}


def test_a_receipt_that_counts_twice_is_found(made):
    drop_constraint("orders_purchase", "purchase_receipt_once")
    Purchase.objects.create(
        store=made.store, member=made.member, staff=made.staff, receipt=made.receipt, amount=0, nonce="other"
    )
    assert len(findings("Q1.receipt")) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE orders_scan SET slot = slot - 9",
        "UPDATE orders_scan SET outcome = 'stale'",
        "UPDATE orders_scan SET staff_id = %s",
    ],
)
def test_a_purchase_by_a_code_that_was_not_good_is_found(made, sql):
    corrupt(sql, *[factories.member().pk] * sql.count("%s"))
    assert len(findings("Q1.code")) == 1


def test_a_purchase_in_a_house_where_nobody_read_the_code_is_found(made):
    Purchase.objects.update(store=factories.store())
    assert len(findings("Q1.code")) == 1
    assert Scan.objects.count() == 1
