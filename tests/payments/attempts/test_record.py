from decimal import Decimal

import pytest

from minishop.events.models import Event
from minishop.ledger.models import Entry, Posting
from minishop.money import Money
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.base import Snapshot, Status

pytestmark = pytest.mark.django_db

FULL = Money(Decimal("238.00"), "CNY")


def told(payment: Payment) -> list[str]:
    rows = Event.objects.filter(subject=f"payment:{payment.pk}").order_by("id")
    return [event.name for event in rows][2:]


def paid(payment: Payment, money: Money = FULL) -> Snapshot:
    return Snapshot(payment.number, Status.PAID, money, provider_id="ch_7")


def test_money_captures_the_attempt_and_is_in_the_books(begin):
    payment = attempts.record(begin(), paid(begin()))
    assert (payment.state, payment.captured, payment.provider_id) == ("captured", FULL, "ch_7")
    assert payment.captured_at is not None
    assert payment.ask_at is None
    legs = {entry.account.kind: entry.amount for entry in Entry.objects.select_related("account")}
    assert legs == {"cash": Decimal("238.00"), "shoppers": Decimal("-238.00")}


def test_the_same_news_again_has_no_effect(begin):
    payment = begin()
    for _ in range(3):
        attempts.record(payment, paid(payment))
    assert told(payment) == ["payment.captured"]
    assert Posting.objects.count() == 1


@pytest.mark.parametrize(
    "stale", [Status.WAITING, Status.UNKNOWN, Status.FAILED, Status.CLOSED, Status.ABSENT]
)
def test_stale_news_never_goes_back(begin, stale):
    payment = begin()
    attempts.record(payment, paid(payment))
    attempts.record(payment, Snapshot(payment.number, stale))
    payment.refresh_from_db()
    assert payment.state == "captured"
    assert told(payment) == ["payment.captured"]


@pytest.mark.parametrize("dead", [Status.FAILED, Status.CLOSED])
def test_late_money_is_accepted(begin, dead):
    payment = begin()
    attempts.record(payment, Snapshot(payment.number, dead))
    attempts.record(payment, paid(payment))
    payment.refresh_from_db()
    assert payment.state == "captured"
    assert told(payment)[-1] == "payment.captured"


@pytest.mark.parametrize("money", [Money(Decimal("237.00"), "CNY"), Money(Decimal("238.00"), "HKD")])
def test_other_money_than_asked_for_is_a_mismatch_that_is_told_and_booked(begin, money):
    payment = begin()
    attempts.record(payment, paid(payment, money))
    payment.refresh_from_db()
    assert (payment.state, payment.captured) == ("mismatched", money)
    assert told(payment) == ["payment.mismatched"]
    assert (
        Entry.objects.filter(account__kind="cash", account__unit=money.currency).get().amount == money.amount
    )


def test_a_dead_attempt_does_not_wait_again(begin):
    payment = begin()
    attempts.record(payment, Snapshot(payment.number, Status.CLOSED))
    attempts.record(payment, Snapshot(payment.number, Status.WAITING))
    payment.refresh_from_db()
    assert payment.state == "closed"


def test_news_of_another_charge_is_refused(begin):
    payment = begin()
    with pytest.raises(ValueError, match="says nothing about"):
        attempts.record(payment, Snapshot("P999999", Status.PAID, FULL))
    payment.refresh_from_db()
    assert payment.state == "pending"
    assert not Posting.objects.exists()
