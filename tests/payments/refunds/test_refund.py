from decimal import Decimal

import pytest

from minishop import events
from minishop.events.models import Event
from minishop.ledger.models import Entry
from minishop.states import IllegalMove
from payments.gateways.sandbox.models import SandboxRefund
from payments.refunds import services as refunds
from payments.refunds.models import OverRefund, Refund, RefundReused, TooFine

pytestmark = pytest.mark.django_db


def give_back(payment, amount: str = "238.00", reference: str = "return:1") -> Refund:
    return refunds.refund(payment=payment, amount=Decimal(amount), reference=reference, reason="Changed mind")


def cash() -> Decimal:
    return sum(entry.amount for entry in Entry.objects.filter(account__kind="cash"))


def test_it_is_reserved_first_sent_by_a_job_and_booked_when_done(captured):
    payment = captured()
    refund = give_back(payment, "100.00")
    assert (refund.state, refunds.left(payment)) == ("requested", Decimal("138.00"))
    assert not SandboxRefund.objects.exists()
    assert cash() == Decimal("238.00")
    events.sweep()
    refund.refresh_from_db()
    assert refund.state == "done"
    assert refund.done_at is not None
    assert cash() == Decimal("138.00")


def test_accepted_is_not_done(captured):
    payment = captured()
    refund = refunds.send(give_back(payment))
    assert (refund.state, refund.done_at) == ("accepted", None)
    assert refund.ask_at is not None
    assert cash() == Decimal("238.00")


def test_the_same_reference_refunds_once(captured):
    payment = captured()
    assert give_back(payment, "100.00").pk == give_back(payment, "100.00").pk
    assert Event.objects.filter(name="refund.requested").count() == 1
    with pytest.raises(RefundReused):
        give_back(payment, "50.00")
    assert Refund.objects.get().amount == Decimal("100.00")


@pytest.mark.parametrize("amount", ["238.01", "0", "-1"])
def test_more_than_was_captured_or_nothing_is_refused(captured, amount):
    payment = captured()
    with pytest.raises(OverRefund):
        give_back(payment, amount)
    assert not Refund.objects.exists()


def test_what_is_pending_counts(captured):
    payment = captured()
    give_back(payment, "200.00")
    with pytest.raises(OverRefund) as refused:
        give_back(payment, "38.01", "return:2")
    assert refused.value.available == Decimal("38.00")
    assert Refund.objects.count() == 1


def test_money_that_never_came_is_not_refunded(begin):
    with pytest.raises(OverRefund):
        give_back(begin())
    assert not Refund.objects.exists()


def test_a_mismatched_payment_is_refunded_what_came(begin, choose):
    from payments.attempts import services as attempts

    payment = begin()
    choose(payment, "wrong_amount")
    payment = attempts.ask(payment)
    with pytest.raises(OverRefund):
        give_back(payment, "238.00")
    give_back(payment, "237.00")
    events.sweep()
    assert Refund.objects.get().state == "done"
    assert cash() == 0


def test_a_definite_refusal_releases_and_a_retry_keeps_the_number(captured):
    payment = captured()
    refund = give_back(payment)
    books = refund.payment
    from payments.gateways.sandbox.models import SandboxCharge

    SandboxCharge.objects.filter(number=books.number).update(refunded=Decimal("238.00"))
    refund = refunds.send(refund)
    assert (refund.state, refund.failure) == ("failed", "not_enough")
    assert refunds.left(payment) == Decimal("238.00")
    SandboxCharge.objects.filter(number=books.number).update(refunded=0)
    refunds.retry(refund)
    events.sweep()
    refund.refresh_from_db()
    assert refund.state == "done"
    assert SandboxRefund.objects.get().number == refund.number


def test_a_retry_is_refused_once_the_money_went_otherwise(captured):
    payment = captured()
    refund = give_back(payment)
    Refund.objects.filter(pk=refund.pk).update(state="failed")
    give_back(payment, "238.00", "return:2")
    with pytest.raises(OverRefund):
        refunds.retry(refund)
    refund.refresh_from_db()
    assert refund.state == "failed"


def test_a_refund_that_has_not_failed_is_not_retried(captured):
    refund = give_back(captured())
    with pytest.raises(IllegalMove):
        refunds.retry(refund)
    assert Event.objects.filter(name="refund.requested").count() == 1


@pytest.mark.parametrize("amount", ["10.005", "0.001"])
def test_an_amount_finer_than_the_currency_reserves_nothing(captured, amount):
    payment = captured()
    with pytest.raises(TooFine):
        refunds.refund(payment=payment, amount=Decimal(amount), reference="r1")
    assert not Refund.objects.exists()
