"""What a gateway can do to a shop, and the outcome owed each time: one charge, nothing held."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.base import Final, Misconfigured, Retryable, Status, Unknown
from payments.inbox import services as inbox
from payments.inbox.models import Notification
from tests.payments.gateways.drivers import money

pytestmark = pytest.mark.django_db


# Starting


def test_a_time_out_after_charging_is_unknown_then_asked_and_never_charged_again(faults, begin, timer):
    faults.after["start"] = Unknown("timeout")
    payment = begin()
    assert (payment.state, payment.failure) == ("unknown", "timeout")
    faults.charges[payment.number] = Status.PAID
    timer()
    payment.refresh_from_db()
    assert payment.state == "captured"
    assert len(faults.charges) == 1


def test_pressing_again_after_a_time_out_repeats_the_same_number(faults, begin):
    faults.before["start"] = Unknown("500")
    first = begin()
    second = begin()
    assert (first.state, second.state) == ("unknown", "pending")
    assert faults.calls == [("start", first.number), ("start", first.number)]


def test_a_call_that_surely_failed_leaves_an_attempt_to_repeat(faults, begin):
    faults.before["start"] = Retryable("busy")
    first = begin()
    assert (first.state, first.failure) == ("created", "busy")
    assert begin().number == first.number
    assert len(faults.charges) == 1


@pytest.mark.parametrize("problem", [Final("forbidden"), Misconfigured("bad key")])
def test_a_definite_refusal_fails_the_attempt_and_another_may_begin(faults, problem, begin):
    faults.before["start"] = problem
    first = begin()
    assert first.state == "failed"
    assert begin().number != first.number


def test_a_call_the_gateway_never_got_is_closed_when_its_time_is_over(faults, begin, timer):
    faults.before["start"] = Unknown("timeout")
    payment = begin()
    timer()
    payment.refresh_from_db()
    assert payment.state == "unknown"
    Payment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    timer()
    payment.refresh_from_db()
    assert payment.state == "closed"


def test_a_process_killed_after_charging_left_its_attempt_to_be_asked_about(faults, begin, timer):
    faults.after["start"] = SystemExit()
    with pytest.raises(SystemExit):
        begin()
    payment = Payment.objects.get()
    assert payment.state == "created"
    faults.charges[payment.number] = Status.PAID
    timer()
    payment.refresh_from_db()
    assert payment.state == "captured"
    assert faults.times("start") == 1


def test_the_notification_may_come_before_the_answer_to_the_call(faults, begin):
    def overtake() -> None:
        number = Payment.objects.get().number
        inbox.receive("faulty", {"faulty-number": number}, b"238.00")

    faults.meanwhile["start"] = overtake
    payment = begin()
    assert (payment.state, payment.captured) == ("captured", money("238.00"))


def test_an_attempt_closed_before_the_gateway_had_it_is_closed_there_too(faults, begin):
    faults.meanwhile["start"] = lambda: Payment.objects.update(state="closed")
    payment = begin()
    assert payment.state == "closed"
    assert faults.charges == {payment.number: Status.CLOSED}


# Asking and closing


@pytest.mark.parametrize("problem", [Unknown("500"), Retryable("busy"), Misconfigured("bad key")])
def test_a_question_without_an_answer_is_asked_again(faults, problem, begin, timer):
    payment = begin()
    faults.before["query"] = problem
    assert attempts.ask(payment).state == "pending"
    faults.charges[payment.number] = Status.PAID
    timer()
    payment.refresh_from_db()
    assert payment.state == "captured"


def test_a_closing_without_an_answer_stays_open_until_it_is_known(faults, begin, timer):
    payment = begin()
    faults.after["close"] = Unknown("timeout")
    assert attempts.close(payment).is_live
    timer()
    payment.refresh_from_db()
    assert payment.state == "closed"


# While others hold or lose what is needed


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_while_a_gateway_keeps_us_waiting(faults, begin):
    faults.meanwhile["start"] = lambda: (faults.entered.set(), faults.released.wait(30))

    def shopper() -> None:
        try:
            begin()
        finally:
            connection.close()

    thread = threading.Thread(target=shopper)
    thread.start()
    assert faults.entered.wait(30)
    try:
        with transaction.atomic():
            Payment.objects.select_for_update(nowait=True).get()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
            )
            assert cursor.fetchone() == (0,)
    finally:
        faults.released.set()
        thread.join(30)
    assert Payment.objects.get().state == "pending"


@pytest.mark.django_db(transaction=True)
def test_a_notification_while_the_payment_is_locked_is_stored_and_applied_later(faults, begin):
    payment = begin()
    done = threading.Event()

    def notify() -> None:
        try:
            inbox.receive("faulty", {"faulty-number": payment.number}, b"238.00")
        finally:
            done.set()
            connection.close()

    with transaction.atomic():
        Payment.objects.select_for_update().get()
        thread = threading.Thread(target=notify)
        thread.start()
        assert done.wait(30)
    thread.join(30)
    assert Notification.objects.get().state == "received"
    Notification.objects.update(try_at=timezone.now() - timedelta(seconds=1))
    assert inbox.sweep() == 1
    payment.refresh_from_db()
    assert payment.state == "captured"


def test_what_cannot_be_stored_is_not_acknowledged(faults, client, begin):
    payment = begin()
    client.raise_request_exception = False
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE payments_notification RENAME TO payments_notification_gone")
        answer = client.post(
            "/payments/notify/faulty/", b"238.00", "text/plain", headers={"faulty-number": payment.number}
        )
        transaction.set_rollback(True)
    assert answer.status_code >= 500
    payment.refresh_from_db()
    assert payment.state == "pending"
