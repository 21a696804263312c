"""Money that goes back while processes die or the gateway is silent: one refund, under one number."""

from decimal import Decimal

import pytest

from minishop import events
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.tenders import services as tenders
from payments.attempts import services as attempts
from payments.gateways.base import Status, Unknown
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db
RETURN = "return:1"


@pytest.fixture
def given_back(faults) -> Order:
    """Of a paid order 100 are to go back; nobody has told the gateway yet."""
    order = factories.order(paid=False)
    payment = attempts.start(reference=order.reference, money=order.money, gateway="faulty")
    faults.charges[payment.number] = Status.PAID
    lifecycle.settle(attempts.ask(payment))
    tenders.give_back(order=order, amount=Decimal("100.00"), reference=RETURN)
    return order


def test_killed_between_reserving_and_sending_it_is_sent_once_by_whoever_comes_first(
    faults, given_back, timer
):
    timer()
    events.sweep()
    timer()
    assert tenders.is_done(RETURN)
    assert len(faults.refunds) == faults.times("refund") == 1


def test_killed_after_the_gateway_did_it_is_asked_about_and_never_sent_again(faults, given_back, timer):
    faults.after["refund"] = SystemExit()
    with pytest.raises(SystemExit):
        events.sweep()
    assert not tenders.is_done(RETURN)
    timer()
    assert tenders.is_done(RETURN)
    assert faults.times("refund") == 1


def test_a_gateway_that_says_nothing_is_told_the_same_number_until_it_answers(faults, given_back, timer):
    faults.before["refund"] = Unknown("timeout")
    events.sweep()
    timer()
    faults.before["query_refund"] = Unknown("500")
    timer()
    timer()
    assert tenders.is_done(RETURN)
    assert list(faults.refunds) == [Refund.objects.get().number]
    assert tenders.refundable(given_back) == given_back.total - 100
