"""What was stored is applied once, later if need be, and never dropped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minishop.events.models import Event
from payments.attempts.models import Payment
from payments.gateways.sandbox import gateway
from payments.gateways.sandbox.models import SandboxCharge
from payments.inbox import services as inbox
from payments.inbox.models import Notification

pytestmark = pytest.mark.django_db


def stored(payment: Payment, **columns: object) -> Notification:
    data = gateway.facts(SandboxCharge.objects.get(number=payment.number))
    row = {"gateway": "sandbox", "event_id": "evt_1", "payload": {"type": "charge", "data": data}} | columns
    return Notification.objects.create(**row)


@pytest.fixture
def paid(begin, choose) -> Payment:
    payment = begin()
    choose(payment, "lost")
    return payment


def test_what_was_stored_and_left_is_applied_by_the_sweep(paid):
    row = stored(paid)
    assert inbox.sweep() == 1
    paid.refresh_from_db()
    row.refresh_from_db()
    assert (paid.state, row.state) == ("captured", "applied")
    assert inbox.sweep() == 0


def test_news_that_says_nothing_about_money_is_applied_without_effect(paid):
    row = stored(paid, payload={"type": "weather", "data": {}})
    inbox.apply(row)
    row.refresh_from_db()
    paid.refresh_from_db()
    assert (row.state, paid.state) == ("applied", "pending")


def test_news_about_a_number_we_never_used_waits_then_dies_with_an_alert(paid):
    row = stored(paid)
    Payment.objects.filter(pk=paid.pk).update(number="P7")
    for _ in range(inbox.MAX_TRIES):
        Notification.objects.update(try_at=timezone.now() - timedelta(seconds=1))
        inbox.sweep()
    row.refresh_from_db()
    assert (row.state, row.tries) == ("dead", inbox.MAX_TRIES)
    assert "Nobodys" in row.error
    assert Event.objects.filter(name="notification.dead").count() == 1
    assert Payment.objects.get().state == "pending"


def test_staff_have_a_dead_one_tried_again(paid, django_user_model):
    row = stored(paid, state="dead", tries=inbox.MAX_TRIES)
    staff = django_user_model.objects.create_user(email="money@lune.example", is_staff=True)
    inbox.reapply(row, actor=staff)
    assert inbox.sweep() == 1
    paid.refresh_from_db()
    assert paid.state == "captured"
    assert Event.objects.get(name="notification.reapplied").actor == staff


def test_news_of_another_gateways_number_moves_nothing(paid):
    row = stored(paid)
    Payment.objects.filter(pk=paid.pk).update(gateway="offline")
    assert inbox.try_to_apply(row) is False
    assert Payment.objects.get().state == "pending"


def test_one_that_cannot_be_read_keeps_no_other_waiting(paid):
    odd = stored(paid, event_id="evt_0", payload={"type": "charge", "data": None})
    row = stored(paid)
    assert inbox.sweep() == 1
    odd.refresh_from_db()
    row.refresh_from_db()
    assert (odd.state, odd.tries, row.state) == ("received", 1, "applied")
