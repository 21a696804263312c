from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop import clock
from orders.lifecycle import services as lifecycle
from orders.lifecycle import tasks
from orders.lifecycle.models import NotCancellable
from orders.orders.models import Order
from orders.stock.models import Reservation, StockItem
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways import registry
from payments.gateways.base import Unknown
from payments.gateways.sandbox.models import SandboxCharge
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    order = factories.order(paid=False)
    Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(seconds=1))
    return order


def paying(order):
    return attempts.start(
        reference=order.reference, money=order.money, gateway="sandbox", return_url="http://testserver/"
    )


def shelf():
    return StockItem.objects.values_list("on_hand", "reserved").get()


def test_an_order_past_its_time_ends_and_frees_its_pieces(order):
    tasks.expire_orders()

    order.refresh_from_db()
    assert (order.state, order.fulfilments.get().state) == ("expired", "cancelled")
    assert Reservation.objects.get().state == "expired"
    assert shelf() == (5, 0)


def test_an_order_with_time_left_stays():
    order = factories.order(paid=False)

    assert lifecycle.expire(order=order).state == "open"
    assert shelf() == (5, 1)


def test_a_paid_order_and_one_to_pay_in_store_do_not_expire_like_an_unpaid_one():
    paid, kept = factories.order(paid=True), lifecycle.pay_in_store(order=factories.order(paid=False))

    tasks.expire_orders()

    states = Order.objects.filter(pk__in=[paid.pk, kept.pk]).values_list("state", flat=True)
    assert list(states) == ["open", "open"]


def test_a_live_payment_is_closed_at_its_gateway_first(order):
    payment = paying(order)

    tasks.expire_orders()

    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.state, payment.state) == ("expired", "closed")
    assert SandboxCharge.objects.get().state == "closed"


def test_an_order_that_was_paid_at_the_gateway_is_paid(order):
    payment = paying(order)
    SandboxCharge.objects.update(state="paid", paid_amount=payment.amount)

    tasks.expire_orders()

    order.refresh_from_db()
    assert (order.state, order.payment_state) == ("open", "paid")
    assert shelf() == (4, 0)


def test_while_the_gateway_is_silent_the_pieces_stay_held(order, monkeypatch):
    paying(order)
    silent_bank(monkeypatch)

    tasks.expire_orders()

    order.refresh_from_db()
    assert (order.state, Payment.objects.get().state) == ("open", "unknown")
    assert order.expires_at > clock.now()
    assert Reservation.objects.get().expires_at == order.expires_at
    assert shelf() == (5, 1)


def test_nothing_is_cancelled_while_the_gateway_is_silent(order, monkeypatch):
    paying(order)
    silent_bank(monkeypatch)

    with pytest.raises(NotCancellable) as refusal:
        lifecycle.cancel(order=order)

    assert refusal.value.why == "paying"
    assert shelf() == (5, 1)


def test_cancelling_what_was_paid_meanwhile_finds_it_paid(order):
    payment = paying(order)
    SandboxCharge.objects.update(state="paid", paid_amount=payment.amount)

    with pytest.raises(NotCancellable) as refusal:
        lifecycle.cancel(order=order)

    order.refresh_from_db()
    assert (refusal.value.why, order.payment_state) == ("paid", "paid")


def silent_bank(monkeypatch):
    """The sandbox's wire answers nothing."""

    def nothing(charge):
        raise Unknown("no answer")

    gateway = registry.get("sandbox")
    monkeypatch.setattr(type(gateway.inner), "close", lambda self, charge: nothing(charge))
    monkeypatch.setattr(type(gateway.inner), "query", lambda self, charge: nothing(charge))
