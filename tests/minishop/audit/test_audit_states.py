import pytest

from minishop import events, states
from payments.attempts.models import Payment
from tests.corruption import corrupt, findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def payment() -> Payment:
    payment = Payment.objects.create(number="P00001", reference="test:1", gateway="sandbox", amount=5)
    states.move(payment, "state", "pending", event="payment.pending")
    states.move(payment, "state", "failed", event="payment.failed")
    assert findings("O3") == []
    return payment


def test_O3_fires_when_a_state_was_written_past_its_verb(payment):
    Payment.objects.update(state="closed")
    assert [(found["after"], found["stands"]) for found in findings("O3")] == [("failed", "closed")]


def test_O3_fires_when_a_move_is_not_in_the_table(payment):
    events.emit("payment.pending", subject=payment, column="state", **{"from": "failed", "to": "pending"})
    Payment.objects.update(state="pending")
    assert [(found["before"], found["after"]) for found in findings("O3")] == [("failed", "pending")]


def test_O3_fires_when_a_move_does_not_follow_the_one_before(payment):
    corrupt("DELETE FROM minishop_event WHERE name = 'payment.pending'")
    assert [(found["before"], found["after"]) for found in findings("O3")] == [("pending", "failed")]
