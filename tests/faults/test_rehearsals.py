"""Every outcome the sandbox can rehearse, from the cashier to the order, and the books after it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from minishop import audit, events, schedule
from minishop.events.models import Delivery
from orders.orders.models import Order
from orders.pickup.models import Pickup
from payments.attempts.models import Payment
from payments.refunds.models import Refund
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shopper() -> Client:
    return Client()


@pytest.fixture
def order(shopper) -> Iterator[Order]:
    """An order at the cashier; when the test is over, time passes and the audit is clean."""
    member = factories.member()
    shopper.force_login(member)
    placed = factories.order(paid=False, user=member)
    yield placed
    let_time_pass()
    assert [row.row.code for row in audit.run() if row.findings] == []


def let_time_pass() -> None:
    """Minutes go by: jobs, timers and gateways have had their say."""
    past = timezone.now() - timedelta(seconds=1)
    for _ in range(3):
        Delivery.objects.filter(state="pending").update(run_at=past)
        Payment.objects.live().filter(gateway="sandbox").update(ask_at=past)
        Refund.objects.pending().update(ask_at=past)
        schedule.run_all()
        events.sweep()


def rehearse(shopper: Client, order: Order, script: str, *, comes_back: bool = True) -> str:
    """The shopper pays through the sandbox with this outcome; where they are at the end."""
    bank = shopper.post(f"/pay/{order.number}/", {"method": "sandbox"})["Location"]
    back = shopper.post(bank, {"script": script})["Location"]
    return shopper.get(back, follow=True).request["PATH_INFO"] if comes_back else ""


def reads(order: Order) -> tuple[str, str]:
    order.refresh_from_db()
    return order.state, order.payment_state


def has_its_code(order: Order) -> bool:
    return bool(Pickup.objects.get(fulfilment__order=order).qr)


@pytest.mark.parametrize("script", ["approve", "duplicate", "lost"])
def test_who_comes_back_has_paid_at_once(shopper, order, script):
    assert rehearse(shopper, order, script) == f"/orders/{order.number}/thanks/"
    assert reads(order) == ("open", "paid")
    assert has_its_code(order)
    let_time_pass()
    assert Payment.objects.filter(state="captured").count() == 1
    assert not Refund.objects.exists()


@pytest.mark.parametrize("script", ["approve", "duplicate", "lost", "slow"])
def test_who_never_comes_back_has_paid_within_minutes(shopper, order, script):
    rehearse(shopper, order, script, comes_back=False)
    let_time_pass()
    assert reads(order) == ("open", "paid")
    assert has_its_code(order)


def test_a_slow_bank_is_waited_for(shopper, order):
    assert rehearse(shopper, order, "slow") == f"/pay/{order.number}/status/"
    assert reads(order) == ("open", "due")
    let_time_pass()
    assert reads(order) == ("open", "paid")


def test_a_declined_payment_may_be_tried_again(shopper, order):
    assert rehearse(shopper, order, "decline") == f"/pay/{order.number}/"
    assert reads(order) == ("open", "due")
    assert rehearse(shopper, order, "approve") == f"/orders/{order.number}/thanks/"
    assert reads(order) == ("open", "paid")


def test_money_that_comes_too_late_reinstates_the_order(shopper, order):
    rehearse(shopper, order, "late")
    past = timezone.now() - timedelta(seconds=1)
    Order.objects.update(expires_at=past)
    Payment.objects.update(expires_at=past)
    schedule.run_all()
    assert reads(order) == ("expired", "due")
    let_time_pass()
    assert reads(order) == ("open", "paid")
    assert has_its_code(order)


def test_another_amount_goes_back_and_the_order_waits_for_the_right_one(shopper, order):
    rehearse(shopper, order, "wrong_amount")
    assert reads(order) == ("open", "due")
    let_time_pass()
    refund = Refund.objects.get()
    assert (refund.state, refund.amount) == ("done", order.total - 1)
    assert rehearse(shopper, order, "approve") == f"/orders/{order.number}/thanks/"
