"""What beat calls again and again settles what nobody told us."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from minishop import schedule
from payments.attempts.models import Payment
from payments.gateways.sandbox import gateway
from payments.gateways.sandbox.models import SandboxCharge
from payments.inbox.models import Notification
from payments.refunds import services as refunds
from payments.refunds.models import Refund

pytestmark = pytest.mark.django_db


def beat() -> None:
    """Every sweep of payments has run once, as a worker runs it."""
    mine = [sweep for name, sweep in schedule.sweeps if name.startswith("payments.")]
    assert len(mine) == 4
    for sweep in mine:
        schedule.run(sweep)


def test_a_payment_nobody_told_us_of_is_captured(begin, choose):
    payment = begin()
    choose(payment, "lost")
    Payment.objects.update(ask_at=timezone.now() - timedelta(seconds=1))
    beat()
    payment.refresh_from_db()
    assert payment.state == "captured"


def test_a_refund_whose_job_was_lost_is_sent(begin, choose):
    payment = begin()
    choose(payment, "lost")
    Payment.objects.update(ask_at=timezone.now() - timedelta(seconds=1))
    beat()
    refund = refunds.refund(payment=payment, amount=Decimal("100.00"), reference="return:1")
    Refund.objects.update(ask_at=timezone.now() - timedelta(seconds=1))
    beat()
    refund.refresh_from_db()
    assert refund.state == "accepted"


def test_a_stored_notification_is_applied(begin, choose):
    payment = begin()
    choose(payment, "lost")
    data = gateway.facts(SandboxCharge.objects.get())
    Notification.objects.create(gateway="sandbox", event_id="e", payload={"type": "charge", "data": data})
    beat()
    payment.refresh_from_db()
    assert payment.state == "captured"
