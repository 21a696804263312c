"""One record is broken on purpose, and its row of the audit fires."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from minishop import events
from payments.attempts import services as attempts
from payments.inbox.models import Notification
from payments.refunds import services as refunds
from tests.corruption import corrupt, drop_constraint, findings

pytestmark = pytest.mark.django_db

ROWS = ("A1", "P2", "P3", "P5", "P7")


@pytest.fixture
def refunded(begin, choose):
    """A captured payment of ¥238.00, of which ¥100.00 went back."""
    payment = begin()
    choose(payment, "approve")
    events.sweep()
    refunds.refund(payment=payment, amount=Decimal("100.00"), reference="return:1")
    events.sweep()
    return attempts.ask(payment)


def test_a_healthy_shop_has_no_findings(refunded):
    assert [findings(code) for code in ROWS] == [[]] * len(ROWS)


def test_another_amount_than_asked_is_found(refunded):
    drop_constraint("payments_payment", "payment_captured_as_asked")
    corrupt("UPDATE payments_payment SET captured_amount = 237")
    assert findings("P2")[0]["problem"] == "captured other than asked"


def test_an_amount_without_a_receipt_is_found(refunded):
    corrupt("UPDATE payments_payment SET state = 'closed'")
    assert findings("P2")[0]["payment"] == refunded.number


def test_a_provider_id_used_twice_is_found(refunded, begin):
    other = begin(reference="order:2")
    drop_constraint("payments_payment", "payment_provider_once")
    corrupt("UPDATE payments_payment SET provider_id = 'ch_1'")
    assert findings("P2")[0]["provider_id"] == "ch_1"
    assert other.pk != refunded.pk


def test_more_refunded_than_captured_is_found(refunded):
    corrupt("UPDATE payments_refund SET amount = 239")
    assert findings("P3") == [
        {"payment": refunded.number, "captured": Decimal("238"), "refunded": Decimal("239")}
    ]


def test_a_refund_of_nothing_captured_is_found(refunded):
    corrupt("UPDATE payments_payment SET state = 'closed', captured_amount = NULL")
    assert findings("P3")


@pytest.mark.parametrize("damage", ["state = 'received'", "state = 'dead'"])
def test_a_notification_left_behind_is_found(refunded, damage):
    old = timezone.now() - timedelta(hours=1)
    Notification.objects.update(received_at=old, try_at=old)
    assert findings("P5") == []
    corrupt(f"UPDATE payments_notification SET {damage}")
    assert findings("P5")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE minishop_entry SET amount = amount - 1 WHERE amount = 238",
        "UPDATE payments_refund SET state = 'accepted'",
        "UPDATE payments_refund SET amount = 99",
        "UPDATE minishop_posting SET reference = 'P0' WHERE kind = 'payment.captured'",
    ],
)
def test_books_out_of_step_are_found(refunded, damage):
    corrupt(damage)
    assert findings("P7")


@pytest.mark.parametrize("name", ["payment.captured", "refund.requested"])
def test_money_that_nobody_told_of_is_found(refunded, name):
    corrupt("UPDATE minishop_event SET name = 'something.else' WHERE name = %s", name)
    assert [found["problem"] for found in findings("A1")] == ["not told"]


def test_money_taken_at_a_counter_by_nobody_is_found(refunded):
    corrupt("UPDATE payments_payment SET gateway = 'offline'")
    assert [found["problem"] for found in findings("A1")] == ["taken by nobody"]
