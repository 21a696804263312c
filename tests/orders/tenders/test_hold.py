"""Store credit is held when the shopper pays, spent with the rest, and free again when that fails."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models.functions import Now

from members.credit import services as credit
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.tenders import services as tenders
from orders.tenders.models import NotHeld
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db


def run_out(order):
    Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(minutes=1))
    lifecycle.expire(order=order)
    order.refresh_from_db()
    assert order.state == "expired"


def purse(order):
    """What the member may spend, and what is held."""
    told = credit.statement(order.user)
    return told.balance, told.held


def test_what_is_held_leaves_the_rest_to_pay():
    order = factories.mixed(held=100, paid=False)

    assert tenders.due(order).amount == 138
    assert purse(order) == (0, 100)
    assert order.tenders.get().state == "held"


def test_the_rest_pays_the_order_and_what_was_held_is_spent():
    order = factories.mixed(held=100)

    assert order.payment_state == "paid"
    assert set(order.tenders.values_list("kind", "amount", "state")) == {
        ("gateway", Decimal(138), "committed"),
        ("store-credit", Decimal(100), "committed"),
    }
    assert purse(order) == (0, 0)


def test_no_more_is_held_than_is_due_and_then_it_is_paid_without_a_gateway():
    order = factories.mixed(held=300, paid=False)
    assert tenders.due(order).amount == 0

    lifecycle.pay_nothing(order=order)

    order.refresh_from_db()
    assert (order.payment_state, purse(order)) == ("paid", (62, 0))


def test_more_than_there_is_is_not_held():
    order = factories.order(paid=False, user=factories.member())
    factories.credit(order.user, 50)

    with pytest.raises(NotHeld) as refusal:
        tenders.hold(order=order, code="store-credit", amount=Decimal(60))

    assert refusal.value.available == 50
    assert (order.tenders.count(), purse(order)) == (0, (50, 0))


def test_a_guest_has_nothing_to_hold():
    order = factories.order(paid=False)

    assert tenders.offered(order) == []
    with pytest.raises(NotHeld):
        tenders.hold(order=order, code="store-credit")

    assert not order.tenders.exists()


def test_holding_another_amount_replaces_the_first():
    order = factories.mixed(held=100, paid=False)

    tenders.hold(order=order, code="store-credit", amount=Decimal(30))

    assert (order.tenders.get().amount, purse(order)) == (30, (70, 30))


def test_a_payment_that_failed_frees_what_was_held():
    order = factories.mixed(held=100, paid=False)
    payment = factories.payment(order, amount=138, state="failed")

    lifecycle.let_go(payment)

    assert (order.tenders.get().state, purse(order)) == ("released", (100, 0))


def test_while_other_money_may_come_it_stays_held():
    order = factories.mixed(held=100, paid=False)
    factories.payment(order, amount=138, gateway="offline")

    lifecycle.let_go(factories.payment(order, amount=138, state="failed"))

    assert purse(order) == (0, 100)


@pytest.mark.parametrize("end", [lambda order: lifecycle.cancel(order=order), run_out])
def test_an_order_that_ends_unpaid_frees_what_was_held(end):
    order = factories.mixed(held=100, paid=False)

    end(order)

    assert (order.tenders.get().state, purse(order)) == ("released", (100, 0))


def test_late_money_holds_it_again_and_reinstates_the_order():
    order = factories.mixed(held=100, paid=False)
    run_out(order)

    outcome = lifecycle.settle(factories.captured(order, amount=138)).outcome

    order.refresh_from_db()
    assert (outcome, order.payment_state, purse(order)) == ("reinstated", "paid", (0, 0))


def test_late_money_goes_back_when_what_was_held_is_spent():
    order = factories.mixed(held=100, paid=False)
    run_out(order)
    credit.grant(user=order.user, amount=Decimal(-60), reason="correction", key="spent")

    outcome = lifecycle.settle(factories.captured(order, amount=138)).outcome

    order.refresh_from_db()
    assert (outcome, order.state, Refund.objects.get().amount) == ("refunded", "expired", 138)
    assert (order.tenders.get().state, purse(order)) == ("released", (40, 0))


def test_money_for_the_whole_frees_what_was_held():
    order = factories.mixed(held=100, paid=False)

    assert lifecycle.settle(factories.captured(order)).outcome == "paid"

    assert purse(order) == (100, 0)
    assert order.tenders.get(state="committed").amount == order.total


def test_less_than_what_is_due_goes_back_and_more_credit_is_never_taken_than_was_chosen():
    order = factories.mixed(held=100, paid=False)
    factories.credit(order.user, 500)

    assert lifecycle.settle(factories.captured(order, amount=38)).outcome == "refunded"

    order.refresh_from_db()
    assert (order.payment_state, purse(order)) == ("due", (500, 100))


def test_paying_in_the_store_frees_what_was_held():
    order = factories.mixed(held=100, paid=False)

    lifecycle.pay_in_store(order=order)

    assert purse(order) == (100, 0)
