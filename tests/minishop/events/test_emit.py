import pytest
from django.db import transaction

from minishop import events, states
from minishop.celery import app
from minishop.events import registry, services
from minishop.events.models import Delivery, Event
from payments.attempts.models import Payment


@pytest.fixture
def hints(monkeypatch) -> list[int]:
    """What was published, by a task of the test's own under the same name."""
    monkeypatch.setattr(registry, "_handlers", {})
    events.on("thing.happened")(lambda event: None)
    published: list[int] = []

    class Published:
        def delay(self, event_id: int) -> None:
            published.append(event_id)

    monkeypatch.setitem(app.tasks, services.TASK, Published())
    return published


@pytest.mark.django_db
def test_an_event_tells_what_who_and_when():
    payment = Payment.objects.create(number="P00001", reference="test:1", gateway="sandbox", amount=5)
    event = events.emit("payment.created", subject=payment, amount="5.00")
    event.refresh_from_db()
    assert (event.subject, event.subject_id) == (f"payment:{payment.pk}", payment.pk)
    assert event.data == {"amount": "5.00"}
    assert event.at is not None
    assert list(events.timeline(payment)) == [event]


@pytest.mark.django_db(transaction=True)
def test_workers_hear_of_it_after_the_commit_and_not_before(hints):
    with transaction.atomic():
        event = events.emit("thing.happened")
        assert hints == []
    assert hints == [event.pk]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_never_happened(hints):
    with transaction.atomic():
        events.emit("thing.happened")
        transaction.set_rollback(True)
    assert hints == []
    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_publisher_that_fails_does_not_fail_the_fact(monkeypatch, hints):
    class Broken:
        def delay(self, event_id: int) -> None:
            raise ConnectionError("no broker")

    monkeypatch.setitem(app.tasks, services.TASK, Broken())
    with transaction.atomic():
        event = events.emit("thing.happened")
    assert events.sweep() == 1
    assert Delivery.objects.get(event=event).state == Delivery.State.DONE


@pytest.mark.django_db
def test_a_move_changes_the_state_and_tells_it():
    payment = Payment.objects.create(number="P00001", reference="test:1", gateway="sandbox", amount=5)
    states.move(payment, "state", "pending", event="payment.pending")
    assert payment.state == "pending"
    assert Event.objects.get().data == {"column": "state", "from": "created", "to": "pending"}


@pytest.mark.django_db
def test_a_move_that_is_not_in_the_table_is_refused():
    payment = Payment.objects.create(number="P00001", reference="test:1", gateway="sandbox", amount=5)
    states.move(payment, "state", "failed", event="payment.failed")
    with pytest.raises(states.IllegalMove):
        states.move(payment, "state", "pending", event="payment.pending")
    assert Payment.objects.get().state == "failed"
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_a_move_from_a_state_that_is_no_longer_true_is_refused():
    payment = Payment.objects.create(number="P00001", reference="test:1", gateway="sandbox", amount=5)
    stale = Payment.objects.get()
    states.move(payment, "state", "closed", event="payment.closed")
    with pytest.raises(states.IllegalMove):
        states.move(stale, "state", "pending", event="payment.pending")
    assert Payment.objects.get().state == "closed"
    assert Event.objects.count() == 1
