from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models.functions import Now

from minishop.events.models import Event
from orders.lifecycle import pieces
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import NothingArrived, Settlement
from orders.orders.models import Order
from orders.stock import services as stock
from orders.stock.models import StockItem
from payments.refunds import services as refunds
from payments.refunds.models import Refund
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db


def run_out(order):
    Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(minutes=1))
    lifecycle.expire(order=order)
    order.refresh_from_db()
    assert order.state == "expired"


def shelf():
    return StockItem.objects.values_list("on_hand", "reserved").get()


def test_a_captured_payment_pays_the_order_once():
    order = factories.order(paid=False)
    payment = factories.captured(order)

    first, second = lifecycle.settle(payment), lifecycle.settle(payment)

    order.refresh_from_db()
    assert first == second
    assert (first.outcome, order.payment_state, order.expires_at) == ("paid", "paid", None)
    assert order.paid_at is not None
    assert order.tenders.get().amount == order.total
    assert order.fulfilments.get().state == "open"
    assert shelf() == (4, 0)
    assert Event.objects.filter(name="order.paid").count() == 1


def test_a_second_payment_goes_back():
    order = factories.order(paid=True)
    payment = factories.captured(order)

    assert lifecycle.settle(payment).outcome == "refunded"

    assert Refund.objects.get().payment == payment
    assert order.tenders.count() == 1
    assert shelf() == (4, 0)


def test_money_for_an_expired_order_reinstates_it_while_its_pieces_are_free():
    order = factories.order(paid=False)
    run_out(order)
    assert shelf() == (5, 0)

    outcome = lifecycle.settle(factories.captured(order)).outcome

    order.refresh_from_db()
    assert (outcome, order.state, order.payment_state) == ("reinstated", "open", "paid")
    assert order.fulfilments.get().state == "open"
    assert shelf() == (4, 0)
    assert not Refund.objects.exists()


def test_money_for_an_expired_order_goes_back_once_when_its_pieces_are_gone():
    house = factories.store()
    lipstick = factories.variant(stock={house: 1})
    order = factories.order(paid=False, at=house, variant=lipstick)
    run_out(order)
    factories.order(paid=True, at=house, variant=lipstick)
    payment = factories.captured(order)

    outcomes = {lifecycle.settle(payment).outcome for _ in range(2)}

    order.refresh_from_db()
    assert (outcomes, order.state, order.payment_state) == ({"refunded"}, "expired", "due")
    assert Refund.objects.get().amount == order.total
    assert Event.objects.filter(name="order.money_returned").count() == 1


def test_an_open_order_whose_hold_lapsed_and_pieces_are_gone_ends_and_its_money_goes_back():
    house = factories.store()
    lipstick = factories.variant(stock={house: 1})
    order = factories.order(paid=False, at=house, variant=lipstick)

    stock.release(references=pieces.references(order))
    factories.order(paid=True, at=house, variant=lipstick)

    assert lifecycle.settle(factories.captured(order)).outcome == "refunded"

    order.refresh_from_db()
    assert (order.state, order.fulfilments.get().state) == ("expired", "cancelled")
    assert shelf() == (0, 0)


@pytest.mark.parametrize("reason", ["", "shopper"])
def test_a_shopper_who_pays_after_giving_it_up_has_the_order_after_all(reason):
    order = factories.order(paid=False)
    lifecycle.cancel(order=order, reason=reason)

    assert lifecycle.settle(factories.captured(order)).outcome == "reinstated"

    order.refresh_from_db()
    assert (order.state, order.payment_state, order.fulfilments.get().state) == ("open", "paid", "open")
    assert shelf() == (4, 0)


def test_what_a_shopper_gave_up_and_paid_goes_back_when_its_pieces_are_gone():
    house = factories.store()
    lipstick = factories.variant(stock={house: 1})
    order = factories.order(paid=False, at=house, variant=lipstick)
    lifecycle.cancel(order=order, reason="shopper")
    factories.order(paid=True, at=house, variant=lipstick)

    assert lifecycle.settle(factories.captured(order)).outcome == "refunded"

    order.refresh_from_db()
    assert (order.state, order.payment_state) == ("cancelled", "due")


def test_what_staff_called_off_stays_so_and_its_money_goes_back():
    order = factories.order(paid=False)
    lifecycle.cancel(order=order, reason="A false address")

    assert lifecycle.settle(factories.captured(order)).outcome == "refunded"

    order.refresh_from_db()
    assert order.state == "cancelled"
    assert shelf() == (5, 0)


def test_a_wrong_amount_goes_back_and_the_order_stays_due():
    order = factories.order(paid=False)
    payment = factories.payment(order, state="mismatched", captured_amount=1, captured_currency="CNY")

    assert lifecycle.settle(payment).outcome == "refunded"

    order.refresh_from_db()
    assert (order.state, order.payment_state, Refund.objects.get().amount) == ("open", "due", 1)
    assert shelf() == (5, 1)


@pytest.mark.parametrize("back", [38, 238])
def test_of_money_that_staff_sent_back_before_only_the_rest_goes_back(back):
    order = lifecycle.cancel(order=factories.order(paid=False), reason="A false address")
    payment = factories.captured(order)
    refunds.refund(payment=payment, amount=Decimal(back), reference="staff:1")

    assert lifecycle.settle(payment).outcome == "refunded"

    assert sum(row.amount for row in Refund.objects.all()) == order.total
    assert Refund.objects.filter(reference=f"settlement:{payment.pk}").exists() == (back < order.total)
    assert findings("P4") == findings("P3") == []


def test_what_has_not_arrived_is_not_settled():
    order = factories.order(paid=False)

    with pytest.raises(NothingArrived):
        lifecycle.settle(factories.payment(order))

    assert not Settlement.objects.exists()
