from datetime import timedelta

import pytest
from django.utils import timezone

from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.sandbox.models import SandboxCharge

pytestmark = pytest.mark.django_db


def wait(payment: Payment) -> None:
    """Its time to be asked about has come."""
    Payment.objects.filter(pk=payment.pk).update(ask_at=timezone.now() - timedelta(seconds=1))


def test_the_answer_is_recorded(begin, choose):
    payment = begin()
    choose(payment, "lost")
    assert attempts.ask(payment).state == "captured"


@pytest.mark.parametrize(("gone", "pause"), [(0, 20), (20, 20), (60, 60), (140, 140), (5000, 900)])
def test_the_pause_is_as_long_as_the_payer_has_been_gone(begin, gone, pause):
    payment = begin()
    now = timezone.now()
    Payment.objects.update(chosen_at=now - timedelta(seconds=gone))
    for _ in range(3):
        payment = attempts.ask(payment)
    assert round((payment.ask_at - now).total_seconds()) in {pause, pause + 1}


def test_without_any_notification_the_timer_settles(begin, choose):
    payment = begin()
    choose(payment, "lost")
    assert attempts.ask_due() == 0
    wait(payment)
    assert attempts.ask_due() == 1
    payment.refresh_from_db()
    assert payment.state == "captured"
    assert attempts.ask_due() == 0


def test_the_timer_closes_what_is_past_its_time(begin):
    payment = begin(expires_at=timezone.now() - timedelta(seconds=1))
    wait(payment)
    attempts.ask_due()
    payment.refresh_from_db()
    assert payment.state == "closed"
    assert SandboxCharge.objects.get().state == "closed"


def test_a_gateway_that_is_gone_keeps_no_other_payment_waiting(begin, choose):
    gone = Payment.objects.create(
        reference="order:9", gateway="gone", amount=1, currency="CNY", state="pending"
    )
    payment = begin()
    choose(payment, "lost")
    wait(gone)
    wait(payment)
    assert attempts.ask_due() == 2
    payment.refresh_from_db()
    gone.refresh_from_db()
    assert (payment.state, gone.state) == ("captured", "pending")
    assert gone.ask_at > timezone.now()
