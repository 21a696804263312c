from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from minishop import events
from minishop.events.models import Event
from minishop.money import Money
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.registry import NoSuchGateway
from payments.gateways.sandbox.models import SandboxCharge

pytestmark = pytest.mark.django_db


def test_the_gateway_knows_the_attempt_by_its_number_and_the_payer_gets_a_page(begin):
    payment = begin()
    charge = SandboxCharge.objects.get(number=payment.number)
    assert payment.state == "pending"
    assert payment.action == {"type": "redirect", "url": f"/sandbox/{charge.token}/"}
    assert charge.money == Money(Decimal("238.00"), "CNY")


def test_a_second_click_gets_the_same_attempt(begin):
    assert begin().pk == begin().pk
    assert SandboxCharge.objects.count() == 1


def test_a_constraint_stands_behind_one_live_attempt(begin):
    begin()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(reference="order:1", gateway="sandbox", amount=1, currency="CNY")


def test_another_amount_closes_the_attempt_and_begins_another(begin):
    first, second = begin("238.00"), begin("200.00")
    first.refresh_from_db()
    assert (first.state, second.state) == ("closed", "pending")
    assert first.number != second.number


def test_an_expired_attempt_is_closed_before_another_begins(begin):
    first = begin(expires_at=timezone.now() - timedelta(minutes=1))
    second = begin(expires_at=timezone.now() + timedelta(minutes=9))
    first.refresh_from_db()
    assert (first.state, second.state) == ("closed", "pending")


def test_an_attempt_that_turns_out_paid_is_answered_instead_of_another(begin, choose):
    first = begin("238.00")
    choose(first, "lost")
    assert begin("200.00").pk == first.pk
    assert Payment.objects.get().state == "captured"


def test_after_a_refusal_the_same_gateway_gets_a_new_number(begin, choose):
    first = begin()
    choose(first, "decline")
    attempts.ask(first)
    second = begin()
    assert second.number != first.number
    assert second.state == "pending"


def test_another_method_needs_no_new_order_and_the_first_is_closed_by_a_job(begin):
    first = begin()
    second = begin(gateway="offline")
    assert second.state == "pending"
    events.sweep()
    first.refresh_from_db()
    assert first.state == "closed"
    assert SandboxCharge.objects.get().state == "closed"


def test_a_payer_who_comes_back_to_the_first_method_keeps_it(begin):
    first = begin()
    second = begin(gateway="offline")
    assert begin().pk == first.pk
    events.sweep()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("pending", "closed")


def test_an_unknown_gateway_begins_nothing(begin):
    with pytest.raises(NoSuchGateway):
        begin(gateway="cowries")
    assert not Payment.objects.exists()


def test_its_events_tell_what_is_paid_for(begin):
    payment = begin()
    told = Event.objects.filter(subject=f"payment:{payment.pk}").order_by("id")
    assert [event.name for event in told] == ["payment.created", "payment.started"]
    assert all(event.data["reference"] == "order:1" for event in told)


def test_the_first_question_comes_after_twenty_seconds(begin):
    payment = begin()
    assert payment.ask_at - payment.created_at == timedelta(seconds=20)
