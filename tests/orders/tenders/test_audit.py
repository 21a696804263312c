"""One record is broken on purpose, and its row of the audit fires."""

from decimal import Decimal

import pytest

from minishop.ledger.models import Account, Entry
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.tenders import services as tenders
from orders.tenders.models import Tender, TenderRefund
from payments.refunds.models import Refund
from tests import factories
from tests.corruption import corrupt, drop_constraint, findings

pytestmark = pytest.mark.django_db
ROWS = ("L1", "L2", "O2", "O3", "P1", "P3", "P4", "T1", "T2", "T3", "T4", "T5")


@pytest.fixture(autouse=True)
def order():
    """A mixed order of ¥238 with ¥150 given back, beside one whose ¥70 are held."""
    order = factories.mixed(held=100)
    tenders.give_back(order=order, amount=Decimal(150), reference="return:1")
    factories.mixed(held=70, paid=False)
    assert [findings(code) for code in ROWS] == [[]] * len(ROWS)
    return order


def test_O2_fires_when_a_tender_was_released_though_the_order_is_paid(order):
    order.tenders.inside().update(state="released")

    assert [row["tendered"] for row in findings("O2")] == [138]


def test_P1_fires_when_the_shops_own_part_is_missing(order):
    TenderRefund.objects.filter(tender__kind="store-credit").delete()
    order.tenders.inside().delete()

    assert [(row["captured"], row["inside"]) for row in findings("P1")] == [(138, 0)]


def test_P1_fires_when_an_order_that_is_due_has_spent_credit():
    Tender.objects.filter(state="held").update(state="committed", amount=238)

    assert [row["inside"] for row in findings("P1")] == [238]


def test_T1_fires_when_more_went_back_than_came(order):
    TenderRefund.objects.filter(tender__kind="store-credit").update(amount=101)

    assert [(row["amount"], row["back"]) for row in findings("T1")] == [(100, 101)]


def test_T1_fires_when_a_replacement_was_paid_with_more_than_is_left(order):
    to = factories.order(paid=False)
    Tender.objects.create(
        order=to, kind="store-credit", carried_from=order.tenders.inside().get(), amount=Decimal(89)
    )

    assert [(row["back"], row["carried"]) for row in findings("T1")] == [(12, 89)]


def test_T2_fires_when_the_books_hold_other_than_the_orders():
    Tender.objects.filter(state="held").update(amount=60)

    assert [(row["booked"], row["tendered"]) for row in findings("T2")] == [(70, 60)]


def test_T2_fires_when_an_order_that_is_over_still_holds():
    Order.objects.filter(tenders__state="held").update(state="expired")

    assert [row["tendered"] for row in findings("T2")] == [70]


@pytest.mark.parametrize("kind", ["credit.spent", "credit.given_back"])
def test_T3_fires_when_a_posting_says_another_amount(kind):
    corrupt("UPDATE minishop_entry SET amount = amount * 2 FROM minishop_posting p "
            "WHERE p.id = posting_id AND p.kind = %s", kind)  # fmt: skip

    assert [f"credit.{row['what'].replace(' ', '_')}" for row in findings("T3")] == [kind]


def test_T5_fires_when_a_part_through_a_gateway_has_no_refund(order):
    TenderRefund.objects.filter(refund__isnull=False).update(refund=None)

    assert [(row["amount"], row["refunded"]) for row in findings("T5")] == [(138, None)]


def test_T5_fires_when_credit_was_given_and_the_refund_may_still_be_sent(order):
    TenderRefund.objects.filter(refund__isnull=False).update(is_credit=True)

    assert [row["state"] for row in findings("T5")] == ["requested"]
    assert [row["what"] for row in findings("T3")] == ["issued"]


def test_T4_fires_when_given_credit_stands_with_another_amount():
    corrupt("UPDATE members_creditgrant SET amount = 1 WHERE amount = 70")

    assert [(row["amount"], row["posted"]) for row in findings("T4")] == [(1, 70)]


def test_T4_fires_when_nobody_was_told_who_gave():
    corrupt("DELETE FROM minishop_event WHERE name = 'credit.granted'")

    assert {row["what"] for row in findings("T4")} == {"not told"}


def test_P3_fires_when_more_went_back_through_the_gateway_than_came(order):
    Refund.objects.update(amount=139)

    assert [row["refunded"] for row in findings("P3")] == [139]


def test_P4_fires_when_money_for_an_order_paid_by_credit_stays_here():
    order = factories.mixed(held=300, paid=False)
    lifecycle.pay_nothing(order=order)
    lifecycle.settle(factories.captured(order, amount=138))
    assert findings("P4") == []
    Refund.objects.filter(payment__reference=order.reference).delete()

    assert [row["what"] for row in findings("P4")] == ["not sent back"]


def test_L2_fires_when_more_credit_is_free_than_its_entries_say():
    account = Account.objects.filter(kind="store-credit").first()
    drop_constraint("minishop_account", "account_floor")
    corrupt("UPDATE minishop_account SET balance = balance + 5 WHERE id = %s", account.pk)

    assert [row["account"] for row in findings("L2")] == [account.pk]
    assert Entry.objects.filter(account=account).exists()
