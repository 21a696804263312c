"""Money news comes from everywhere at once and counts once."""

import time
from decimal import Decimal

import pytest

from minishop import audit, events
from minishop.events.models import Event
from minishop.ledger.models import Posting
from minishop.money import Money
from minishop.states import IllegalMove
from payments.attempts import recording
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.base import Snapshot, Status
from payments.gateways.sandbox import gateway, wire
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox.models import SandboxCharge, SandboxRefund
from payments.inbox import services as inbox
from payments.inbox.models import Notification
from payments.refunds import services as refunds
from payments.refunds.models import OverRefund, Refund

pytestmark = pytest.mark.django_db(transaction=True)

PRICE = Money(Decimal("238.00"), "CNY")


def begin(reference: str = "race:1") -> Payment:
    return attempts.start(reference=reference, money=PRICE, gateway="sandbox", return_url="/orders/")


def paid(reference: str = "race:1") -> Payment:
    """A payment the sandbox has the money of, and of which nobody told us."""
    payment = begin(reference)
    sandbox.choose(token=SandboxCharge.objects.get(number=payment.number).token, script="lost")
    return payment


def tell(payment: Payment, event_id: str) -> None:
    charge = SandboxCharge.objects.get(number=payment.number)
    body = wire.pack(event_id, "charge", gateway.facts(charge))
    inbox.receive("sandbox", wire.sign(body, int(time.time())), body)


def told(payment: Payment, name: str = "payment.captured") -> int:
    return Event.objects.filter(name=name, subject=f"payment:{payment.pk}").count()


def problems(answers: list) -> list[Exception]:
    return [answer for answer in answers if isinstance(answer, Exception)]


def assert_captured_once(payment: Payment) -> None:
    payment.refresh_from_db()
    assert payment.state == "captured"
    assert told(payment) == 1
    assert Posting.objects.filter(kind="payment.captured", reference=payment.number).count() == 1


def unlocked(pk: int) -> Payment:
    return Payment.objects.get(pk=pk)


# The same news


def test_ten_notifications_at_once_have_one_effect(race):
    payment = paid()
    assert problems(race(10, lambda _i: tell(payment, "evt_same"))) == []
    assert_captured_once(payment)
    assert Notification.objects.get().state == "applied"


def test_ten_different_notifications_of_one_payment_have_one_effect(race):
    payment = paid()
    assert problems(race(10, lambda i: tell(payment, f"evt_{i}"))) == []
    assert_captured_once(payment)
    assert set(Notification.objects.values_list("state", flat=True)) == {"applied"}


def test_without_the_row_lock_the_conditional_update_has_to_refuse(race, until, monkeypatch):
    """Guard off: `record` reads the attempt without locking it; the UPDATE behind it refuses the losers."""
    monkeypatch.setattr(recording, "locked", unlocked)
    rounds = iter(range(100))

    def damaged() -> bool:
        payment = begin(f"race:{next(rounds)}")
        news = Snapshot(payment.number, Status.PAID, PRICE, f"T{payment.number}")
        refused = problems(race(8, lambda _i: recording.record(payment, news)))
        assert all(isinstance(problem, IllegalMove) for problem in refused), refused
        assert told(payment) == 1
        return bool(refused)

    assert until(damaged)


def test_the_return_page_and_the_notification_meet(race):
    def meet(payment: Payment) -> list:
        news = [lambda: attempts.ask(payment), lambda: tell(payment, f"evt_{payment.number}")]
        return race(4, lambda i: news[i % 2]())

    for i in range(5):
        payment = paid(f"race:{i}")
        assert problems(meet(payment)) == []
        assert_captured_once(payment)


# Closing against capturing


def close_against_payment(race, payment: Payment) -> list[Exception]:
    """The shop closes while the payer approves; afterwards what the sandbox has to say was delivered."""
    token = SandboxCharge.objects.get(number=payment.number).token
    work = [lambda: attempts.close(payment), lambda: sandbox.choose(token=token, script="approve")]
    answers = problems(race(2, lambda i: work[i]()))
    events.sweep()
    payment.refresh_from_db()
    return answers


def test_closing_against_paying_has_one_winner_and_the_money_follows(race):
    for i in range(8):
        payment = begin(f"race:{i}")
        assert close_against_payment(race, payment) == []
        theirs = SandboxCharge.objects.get(number=payment.number).state
        assert (payment.state, theirs) in {("captured", "paid"), ("closed", "closed")}
        assert told(payment) == (payment.state == "captured")


def test_late_money_and_the_news_of_closing_meet_and_the_money_stays(race):
    for i in range(8):
        payment = begin(f"race:{i}")
        news = [Snapshot(payment.number, Status.PAID, PRICE), Snapshot(payment.number, Status.CLOSED)]
        assert problems(race(2, lambda n, p=payment, news=news: attempts.record(p, news[n]))) == []
        assert_captured_once(payment)


def test_without_the_row_lock_late_money_is_turned_away(race, until, monkeypatch):
    """Guard off: `record` decides on a row it did not lock; the one who closed first wins over money."""
    monkeypatch.setattr(recording, "locked", unlocked)
    rounds = iter(range(100))

    def damaged() -> bool:
        payment = begin(f"race:{next(rounds)}")
        news = [Snapshot(payment.number, Status.PAID, PRICE), Snapshot(payment.number, Status.CLOSED)]
        refused = problems(race(8, lambda n: attempts.record(payment, news[n % 2])))
        return any(isinstance(problem, IllegalMove) for problem in refused)

    assert until(damaged)


# Starting twice


def test_many_clicks_begin_one_attempt(race):
    answers = race(8, lambda _i: begin())
    assert problems(answers) == []
    assert len({payment.number for payment in answers}) == 1
    assert Payment.objects.count() == SandboxCharge.objects.count() == 1
    assert told(Payment.objects.get(), "payment.created") == 1


def test_without_looking_again_the_constraint_refuses_a_second_attempt(race, until, monkeypatch):
    """Guard off: `_open` looks for a live attempt and then creates one, as if nobody else did."""
    from django.db import IntegrityError

    def unguarded(*, reference, gateway, actor, **columns):
        live = Payment.objects.live().filter(reference=reference, gateway=gateway).first()
        return live or Payment.objects.create(reference=reference, gateway=gateway, **columns)

    monkeypatch.setattr(attempts, "_open", unguarded)
    rounds = iter(range(100))

    def damaged() -> bool:
        reference = f"race:{next(rounds)}"
        refused = problems(race(8, lambda _i: begin(reference)))
        assert Payment.objects.filter(reference=reference).count() == 1
        return any(isinstance(problem, IntegrityError) for problem in refused)

    assert until(damaged)


# Refunding twice


def two_staff_refund(race, payment: Payment) -> list[Exception]:
    def press(i: int) -> Refund:
        return refunds.refund(payment=payment, amount=PRICE.amount, reference=f"staff:{i}")

    return problems(race(2, press))


def test_two_staff_who_refund_at_once_send_the_money_back_once(race):
    for i in range(5):
        payment = attempts.ask(paid(f"race:{i}"))
        refused = two_staff_refund(race, payment)
        assert [type(problem) for problem in refused] == [OverRefund]
    events.sweep()
    assert SandboxRefund.objects.count() == Refund.objects.filter(state="done").count() == 5
    assert not audit.run("P3")[0].findings


def test_one_press_twice_is_one_refund(race):
    payment = attempts.ask(paid())
    answers = race(
        8, lambda _i: refunds.refund(payment=payment, amount=Decimal("100.00"), reference="staff:1")
    )
    assert problems(answers) == []
    assert Refund.objects.count() == 1


def test_without_the_payments_lock_twice_the_money_is_reserved(race, until, monkeypatch):
    """Guard off: `refund` computes what is left without locking the payment; ¥476 of ¥238 are reserved."""
    monkeypatch.setattr(refunds, "locked", unlocked)
    rounds = iter(range(100))

    def damaged() -> bool:
        payment = attempts.ask(paid(f"race:{next(rounds)}"))
        two_staff_refund(race, payment)
        return payment.refunds.reserved() == 2 * PRICE.amount

    assert until(damaged)
    assert audit.run("P3")[0].findings


def test_a_refund_sent_by_job_and_timer_at_once_is_one_refund(race):
    payment = attempts.ask(paid())
    refund = refunds.refund(payment=payment, amount=Decimal("100.00"), reference="staff:1")
    work = [refunds.send, refunds.ask]
    assert problems(race(6, lambda i: work[i % 2](refund))) == []
    assert SandboxRefund.objects.count() == 1
    assert Event.objects.filter(name="refund.accepted").count() == 1
