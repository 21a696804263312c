"""A refund that a gateway answers badly: the same number again, never two, released only for good."""

from decimal import Decimal

import pytest

from minishop import events
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.base import Final, Misconfigured, Retryable, Status, Unknown
from payments.refunds import services as refunds
from payments.refunds.models import Refund

pytestmark = pytest.mark.django_db


@pytest.fixture
def captured(faults, begin):
    def capture() -> Payment:
        payment = begin()
        faults.charges[payment.number] = Status.PAID
        return attempts.ask(payment)

    return capture


def give_back(payment: Payment) -> Refund:
    refund = refunds.refund(payment=payment, amount=Decimal("100.00"), reference="return:1")
    events.sweep()
    refund.refresh_from_db()
    return refund


def test_a_refund_that_timed_out_after_it_was_made_is_never_made_twice(faults, captured, timer):
    payment = captured()
    faults.after["refund"] = Unknown("timeout")
    refund = give_back(payment)
    assert (refund.state, refunds.left(payment)) == ("requested", Decimal("138.00"))
    timer()
    refund.refresh_from_db()
    assert refund.state == "done"
    assert len(faults.refunds) == faults.times("refund") == 1


@pytest.mark.parametrize("problem", [Unknown("timeout"), Retryable("busy"), Misconfigured("bad key")])
def test_a_refund_that_never_arrived_is_sent_again_under_its_number(faults, captured, timer, problem):
    payment = captured()
    faults.before["refund"] = problem
    refund = give_back(payment)
    assert (refund.state, refunds.left(payment)) == ("requested", Decimal("138.00"))
    timer()
    timer()
    refund.refresh_from_db()
    assert refund.state == "done"
    assert list(faults.refunds) == [refund.number]


def test_only_a_definite_refusal_releases_the_money(faults, captured, timer):
    payment = captured()
    faults.before["refund"] = Final("not_enough")
    refund = give_back(payment)
    assert (refund.state, refund.failure) == ("failed", "not_enough")
    assert refunds.left(payment) == Decimal("238.00")
