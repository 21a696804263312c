"""Money that came late or twice is told to the shopper, once, with where it goes."""

from decimal import Decimal

import pytest

from minishop import events
from minishop.notify.models import Message
from orders.lifecycle import services as lifecycle
from orders.notices import services as notices
from orders.tenders import services as tenders
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def unpaid():
    return factories.order(paid=False, email="wen@example.com")


def told(kind):
    """The one letter of this kind, once everything that reacts has reacted, and no second one."""
    for _ in range(2):
        events.sweep()
    return Message.objects.get(kind=kind)


def test_late_money_that_reinstates_is_told(unpaid):
    lifecycle.cancel(order=unpaid)
    type(unpaid).objects.filter(pk=unpaid.pk).update(state="expired")

    assert lifecycle.settle(factories.captured(unpaid)).outcome == "reinstated"

    assert unpaid.number in told("order-reinstated").subject


def test_late_money_that_goes_back_is_told_once_with_its_amount(unpaid):
    lifecycle.cancel(order=unpaid, reason="A false address")
    payment = factories.captured(unpaid)

    for _ in range(2):
        lifecycle.settle(payment)

    letter = told("money-returned")
    assert "¥238" in letter.subject
    assert "could no longer be filled" in letter.body


def test_a_second_payment_is_told_as_such(unpaid):
    lifecycle.settle(factories.captured(unpaid))

    lifecycle.settle(factories.captured(unpaid))

    assert "was paid already, so the second payment of ¥238 goes back" in told("money-returned").body


def test_what_is_store_credit_again_is_told():
    order = factories.mixed(held=100, email="wen@example.com")

    tenders.give_back(order=order, amount=Decimal(150), reference="return:1")

    assert "¥12 of order" in told("credit-returned").body


def test_nothing_is_told_of_credit_where_none_came_back():
    order = factories.mixed(held=100, email="wen@example.com")

    tenders.give_back(order=order, amount=Decimal(20), reference="return:1")
    events.sweep()

    assert not Message.objects.filter(kind="credit-returned").exists()


def test_credit_instead_of_money_that_was_refused_is_told():
    order = factories.mixed(held=100, email="wen@example.com")
    (part,) = tenders.give_back(order=order, amount=Decimal(20), reference="return:1")
    Refund.objects.update(state="failed")

    tenders.as_credit(tender_refund=part)

    assert "¥20" in told("credit-returned").subject


def test_money_of_a_replacement_is_told_of_the_replacement():
    order = factories.mixed(held=100, email="wen@example.com")
    to = factories.order(paid=False, user=order.user, email="wen@example.com")
    tenders.carry(source=order, to=to, amount=to.total, reference="return:1")
    lifecycle.pay_nothing(order=to)
    tenders.give_back(order=to, amount=Decimal(20), reference="return:2")

    notices.refunded(Refund.objects.get())

    assert f"¥20 of order {to.number}" in told("refunded").subject
