"""What every gateway promises the core, driven through each provider's own small driver."""

import json
import time
from contextlib import suppress

import pytest
from django.db import transaction

from minishop import outside
from payments.attempts.models import new_number
from payments.gateways import registry
from payments.gateways.base import (
    Charge,
    Final,
    RefundSnapshot,
    RefundStatus,
    Refused,
    Repayment,
    Snapshot,
    Status,
)
from tests.payments.gateways.drivers import DRIVERS, WITHOUT_NETWORK, money

pytestmark = pytest.mark.django_db

EVERY = sorted(registry.enabled())
NETWORKED = [code for code in EVERY if code not in WITHOUT_NETWORK]

every = pytest.mark.parametrize("gateway", [registry.get(code) for code in EVERY], ids=EVERY)
networked = pytest.mark.parametrize("gateway", [registry.get(code) for code in NETWORKED], ids=NETWORKED)


def charge(amount: str = "238.00") -> Charge:
    return Charge(new_number(), money(amount), description="Lune & Loom", return_url="/orders/")


def paid(gateway, amount: str = "238.00") -> Charge:
    asked = charge(amount)
    gateway.start(asked)
    DRIVERS[gateway.code].pay(asked)
    return asked


def test_every_gateway_has_a_driver_here():
    assert set(NETWORKED) == set(DRIVERS)


@every
def test_it_has_a_name_for_shoppers_and_says_where_the_payer_goes(gateway):
    assert str(gateway.label)
    action = gateway.start(charge()).action
    assert action["type"] in {"redirect", "qr", "none"}
    json.dumps(action)


@every
def test_a_repeated_start_leads_to_the_same_charge(gateway):
    asked = charge()
    assert gateway.start(asked) == gateway.start(asked)


@every
@pytest.mark.parametrize("call", ["start", "query", "close", "refund", "query_refund"])
def test_it_is_never_called_inside_a_transaction(gateway, call, watch):
    about = charge()
    if "refund" in call:
        about = Repayment(new_number("R"), money("1.00"), about)
    with pytest.raises(outside.CalledInTransaction), transaction.atomic():
        getattr(gateway, call)(about)
    watch.inside.clear()


@networked
def test_a_number_is_not_reused_with_another_amount(gateway):
    asked = charge()
    gateway.start(asked)
    with pytest.raises(Final):
        gateway.start(Charge(asked.number, money("1.00")))
    assert gateway.query(asked).status is Status.WAITING


@networked
def test_an_unknown_number_is_absent(gateway):
    assert gateway.query(charge()).status is Status.ABSENT
    assert gateway.close(charge()).status in {Status.ABSENT, Status.CLOSED}
    unknown = Repayment(new_number("R"), money("1.00"), paid(gateway))
    assert gateway.query_refund(unknown).status is RefundStatus.ABSENT


@networked
def test_a_question_answers_what_came_and_how_much(gateway):
    asked = charge()
    gateway.start(asked)
    assert gateway.query(asked).status is Status.WAITING
    DRIVERS[gateway.code].pay(asked)
    answer = gateway.query(asked)
    assert (answer.number, answer.status, answer.money) == (asked.number, Status.PAID, asked.money)
    assert answer.provider_id


@networked
def test_a_declined_charge_failed_for_good(gateway):
    asked = charge()
    gateway.start(asked)
    DRIVERS[gateway.code].decline(asked)
    assert gateway.query(asked).status is Status.FAILED


@networked
def test_closing_ends_a_waiting_charge_and_reports_a_paid_one(gateway):
    waiting = charge()
    gateway.start(waiting)
    assert gateway.close(waiting).status is Status.CLOSED
    assert gateway.query(waiting).status is Status.CLOSED
    assert gateway.close(paid(gateway)).status is Status.PAID


@networked
def test_a_repeated_refund_is_one_refund_accepted_first_and_done_later(gateway):
    repayment = Repayment(new_number("R"), money("100.00"), paid(gateway))
    first, second = gateway.refund(repayment), gateway.refund(repayment)
    assert first.status in {RefundStatus.ACCEPTED, RefundStatus.DONE}
    assert first.provider_id == second.provider_id
    DRIVERS[gateway.code].finish_refund(repayment)
    assert gateway.query_refund(repayment).status is RefundStatus.DONE
    rest = Repayment(new_number("R"), money("138.00"), repayment.charge)
    assert gateway.refund(rest).status in {RefundStatus.ACCEPTED, RefundStatus.DONE}


@networked
def test_more_than_was_paid_is_not_refunded(gateway):
    asked = paid(gateway)
    with pytest.raises(Final):
        gateway.refund(Repayment(new_number("R"), money("238.01"), asked))
    with pytest.raises(Final):
        gateway.refund(Repayment(new_number("R"), money("1.00"), charge()))


@networked
def test_a_genuine_notification_of_a_charge_reads_as_its_snapshot(gateway):
    asked = paid(gateway)
    notice = gateway.verify(*DRIVERS[gateway.code].message(asked))
    stored = json.loads(json.dumps(notice.payload))
    said = gateway.read(stored)
    assert isinstance(said, Snapshot)
    assert (said.number, said.status, said.money) == (asked.number, Status.PAID, asked.money)
    assert notice.event_id == gateway.verify(*DRIVERS[gateway.code].message(asked)).event_id


@networked
def test_a_genuine_notification_of_a_refund_is_not_read_as_a_payment(gateway):
    repayment = Repayment(new_number("R"), money("238.00"), paid(gateway))
    gateway.refund(repayment)
    DRIVERS[gateway.code].finish_refund(repayment)
    said = gateway.read(gateway.verify(*DRIVERS[gateway.code].message(repayment)).payload)
    assert isinstance(said, RefundSnapshot)
    assert (said.number, said.status) == (repayment.number, RefundStatus.DONE)


@networked
@pytest.mark.parametrize("age", [301, 3600, -301])
def test_an_old_or_future_notification_is_refused(gateway, age):
    message = DRIVERS[gateway.code].message(paid(gateway), at=time.time() - age)
    with pytest.raises(Refused):
        gateway.verify(*message)


@networked
def test_an_altered_or_unsigned_or_foreign_notification_is_refused(gateway):
    driver = DRIVERS[gateway.code]
    asked = paid(gateway)
    headers, body = driver.message(asked)
    genuine = dict(headers)
    bad = [
        (genuine, body.replace(b"23800", b"23801")),
        (genuine, body + b" "),
        (genuine, b""),
        ({}, body),
        *(({**genuine, name: "0"}, body) for name in genuine),
        *(({**genuine, name: ""}, body) for name in genuine),
        *(({**genuine, name: value + "月"}, body) for name, value in genuine.items()),
        driver.for_another_merchant(asked),
    ]
    for headers, body in bad:
        with pytest.raises(Refused):
            gateway.verify(headers, body)


@networked
def test_no_notification_carries_the_secret(gateway):
    headers, body = DRIVERS[gateway.code].message(paid(gateway))
    notice = gateway.verify(headers, body)
    assert DRIVERS[gateway.code].secret().hex() not in json.dumps(notice.payload)


@every
def test_a_gateway_without_a_network_says_so(gateway):
    assert gateway.answers_questions is (gateway.code in NETWORKED)
    if not gateway.answers_questions:
        with suppress(Refused):
            gateway.verify({}, b"{}")
            pytest.fail("nothing can be genuine")
