"""Money meets cancelling, expiring, and itself."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop import audit
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import NotCancellable, Settlement
from orders.orders.models import Order
from orders.stock.models import StockItem
from payments.attempts import services as attempts
from payments.gateways.sandbox import services as bank
from payments.gateways.sandbox.models import SandboxCharge
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def paying():
    """An order whose payer stands at the bank's page."""
    order = factories.order(paid=False)
    payment = attempts.start(
        reference=order.reference, money=order.money, gateway="sandbox", return_url="http://testserver/"
    )
    return order, payment, SandboxCharge.objects.get(number=payment.number)


def pay(payment, charge):
    """The payer approves, comes back, and the shop looks at once."""
    bank.choose(token=charge.token, script="approve")
    payment = attempts.ask(payment)
    return lifecycle.settle(payment) if payment.state == "captured" else payment


def books_are_clean():
    return all(result.is_clean for result in audit.run("S1", "S2", "O2", "O3", "P1", "P3", "P4"))


def test_cancel_against_capture_has_one_winner_and_the_money_follows(race):
    for _ in range(ROUNDS):
        order, payment, charge = paying()

        cancelled, _paid = race(
            2,
            lambda i, o=order, p=payment, c=charge: pay(p, c) if i else lifecycle.cancel(order=o),
        )

        order.refresh_from_db()
        payment.refresh_from_db()
        if order.state == "cancelled":
            kept = (
                payment.state != "captured" or Settlement.objects.get(payment=payment).outcome == "refunded"
            )
            assert kept
        else:
            assert isinstance(cancelled, NotCancellable)
            assert (order.state, order.payment_state) == ("open", "paid")
        assert books_are_clean()


def test_expiry_against_capture_has_one_winner_and_the_money_follows(race):
    for _ in range(ROUNDS):
        order, payment, charge = paying()
        Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(seconds=1))

        race(
            3,
            lambda i, o=order, p=payment, c=charge: lifecycle.expire(order=o) if i else pay(p, c),
        )

        order.refresh_from_db()
        payment.refresh_from_db()
        is_paid = (order.state, order.payment_state) == ("open", "paid")
        assert is_paid == (payment.state == "captured")
        assert is_paid or order.state == "expired"
        assert books_are_clean()


def arrived(race, order, payment, *others):
    """Four threads settle the same payment while the others do what they do."""
    return race(4 + len(others), lambda i: lifecycle.settle(payment) if i < 4 else others[i - 4]())


def dead(house, lipstick):
    """An order that ran out, and the money that came after."""
    order = factories.order(paid=False, at=house, variant=lipstick)
    Order.objects.filter(pk=order.pk).update(expires_at=Now() - timedelta(seconds=1))
    lifecycle.expire(order=order)
    return order, factories.captured(order)


def test_late_money_against_the_next_buyer_reinstates_or_goes_back_once(race):
    for _ in range(ROUNDS):
        house = factories.store()
        lipstick = factories.variant(stock={house: 1})
        order, payment = dead(house, lipstick)
        bag = factories.cart((lipstick, 1, house))

        answers = arrived(race, order, payment, lambda b=bag: factories.place(b))

        settled = Settlement.objects.get(payment=payment)
        assert {answer.outcome for answer in answers[:4]} == {settled.outcome}
        bought = isinstance(answers[4], Order)
        assert settled.outcome == ("refunded" if bought else "reinstated")
        assert Refund.objects.filter(payment=payment).count() == int(bought)
        item = StockItem.objects.get(variant=lipstick)
        assert (item.on_hand, item.reserved) == ((1, 1) if bought else (0, 0))
        assert books_are_clean()


def test_without_the_orders_lock_only_the_constraint_keeps_one_answer(race, until, monkeypatch):
    """Guard off: `locked` reads without locking; one settlement for each payment is unique behind it."""
    monkeypatch.setattr(lifecycle, "locked", lambda pk: Order.objects.get(pk=pk))
    monkeypatch.setattr(lifecycle, "_payment_of", lambda payment: payment)

    def damaged() -> bool:
        order = factories.order(paid=False)
        answers = arrived(race, order, factories.captured(order))
        assert Settlement.objects.filter(order=order).count() <= 1
        return any(isinstance(answer, Exception) for answer in answers)

    assert until(damaged)


def test_without_lock_and_question_an_order_is_cancelled_and_keeps_its_money(race, until, monkeypatch):
    """Guards off: cancelling neither locks the order nor asks whether money is under way."""
    monkeypatch.setattr(lifecycle, "locked", lambda pk: Order.objects.get(pk=pk))
    monkeypatch.setattr(lifecycle, "_money_under_way", lambda order: "")
    monkeypatch.setattr(lifecycle, "close_payments", lambda order, settle: None)

    def damaged() -> bool:
        order = factories.order(paid=False)
        payment = factories.captured(order)
        race(2, lambda i: lifecycle.settle(payment) if i else lifecycle.cancel(order=order))
        order.refresh_from_db()
        kept = not Refund.objects.filter(payment=payment).exists()
        return (order.state, order.payment_state) == ("cancelled", "paid") and kept

    assert until(damaged)
