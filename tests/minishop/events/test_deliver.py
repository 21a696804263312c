from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from minishop import events
from minishop.events import delivery, registry
from minishop.events.models import Delivery, Event
from minishop.idempotency.models import IdempotencyKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def listen(monkeypatch):
    """Lets a test register handlers that are forgotten after it."""
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    return lambda name, work, **how: events.on(name, **how)(work)


def pass_time(delivery_: Delivery, **how) -> None:
    Delivery.objects.filter(pk=delivery_.pk).update(run_at=Now() - timedelta(seconds=1), **how)


def the_delivery() -> Delivery:
    return Delivery.objects.get(event__name="thing.happened")


def test_each_handler_runs_once_for_an_event(listen):
    seen = []
    listen("thing.happened", lambda event: seen.append(event.data["n"]))
    event = events.emit("thing.happened", n=7)
    assert events.deliver(event.pk) == 1
    assert events.deliver(event.pk) == 0
    assert seen == [7]
    assert the_delivery().state == Delivery.State.DONE


def test_an_event_nobody_listens_to_has_no_delivery():
    events.emit("thing.happened")
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("outside", [False, True])
def test_a_failure_is_told_and_tried_again_later(listen, outside):
    answers = iter([RuntimeError("not now"), None])

    def work(event: Event) -> None:
        if problem := next(answers):
            raise problem

    listen("thing.happened", work, outside=outside)
    event = events.emit("thing.happened")
    events.deliver(event.pk)
    failed = the_delivery()
    assert (failed.state, failed.attempts, failed.error) == ("pending", 1, "RuntimeError: not now")
    assert events.deliver(event.pk) == 0, "it waits before it tries again"
    pass_time(failed)
    assert events.sweep() == 1
    assert the_delivery().state == Delivery.State.DONE


def test_a_failure_keeps_nobodys_address(listen):
    def work(event: Event) -> None:
        raise RuntimeError("refused wen@example.com, +8613800138000")

    listen("thing.happened", work)
    events.deliver(events.emit("thing.happened").pk)
    assert the_delivery().error == "RuntimeError: refused …, …"


def test_what_a_failing_handler_wrote_is_undone(listen):
    def work(event: Event) -> None:
        events.emit("side.effect")
        raise RuntimeError

    listen("thing.happened", work)
    events.deliver(events.emit("thing.happened").pk)
    assert not Event.objects.filter(name="side.effect").exists()


def test_after_the_last_attempt_it_is_dead_and_an_event_tells(listen):
    def work(event: Event) -> None:
        raise RuntimeError("never")

    listen("thing.happened", work)
    event = events.emit("thing.happened")
    pass_time(the_delivery(), attempts=delivery.MAX_ATTEMPTS - 1)
    events.deliver(event.pk)
    assert the_delivery().state == Delivery.State.DEAD
    assert Event.objects.get(name="delivery.dead").data["event"] == event.pk
    pass_time(the_delivery())
    assert events.deliver(event.pk) == 0


def test_the_dead_run_again_when_staff_say_so(listen):
    seen = []
    listen("thing.happened", seen.append)
    events.emit("thing.happened")
    Delivery.objects.update(state=Delivery.State.DEAD, attempts=delivery.MAX_ATTEMPTS)
    assert events.retry(Delivery.objects.all()) == 1
    assert events.sweep() == 1
    assert len(seen) == 1


def test_later_is_no_failure(listen):
    def work(event: Event) -> None:
        raise events.Later(3600)

    listen("thing.happened", work)
    events.deliver(events.emit("thing.happened").pk)
    waiting = the_delivery()
    assert (waiting.state, waiting.attempts, waiting.error) == ("pending", 0, "")
    assert not Delivery.objects.due().exists()


def test_delayed_work_waits_in_the_database(listen):
    seen = []
    listen("thing.happened", seen.append)
    events.emit("thing.happened", run_in=timedelta(minutes=5))
    assert events.sweep() == 0
    pass_time(the_delivery())
    assert events.sweep() == 1


def test_what_a_killed_worker_left_behind_is_found_when_its_lease_is_over(listen):
    seen = []
    listen("thing.happened", seen.append)
    events.emit("thing.happened")
    left = the_delivery()
    assert delivery.claim(left.pk) is not None
    assert events.sweep() == 0, "the lease still runs"
    Delivery.objects.update(leased_until=Now() - timedelta(seconds=1))
    assert events.sweep() == 1
    assert (the_delivery().state, the_delivery().attempts) == ("done", 2)


def test_work_that_kills_its_worker_each_time_ends_dead(listen):
    listen("thing.happened", lambda event: pytest.fail("ran again"))
    events.emit("thing.happened")
    Delivery.objects.update(
        state="running", attempts=delivery.MAX_ATTEMPTS, leased_until=Now() - timedelta(seconds=1)
    )
    events.sweep()
    assert the_delivery().state == Delivery.State.DEAD


def test_who_lost_the_claim_keeps_nothing(listen):
    def work(event: Event) -> None:
        events.emit("side.effect")

    listen("thing.happened", work)
    events.emit("thing.happened")
    mine = delivery.claim(the_delivery().pk)
    assert mine is not None
    Delivery.objects.update(attempts=2)  # someone else's claim
    with pytest.raises(delivery.Lost):
        delivery._work(mine)
    assert not Event.objects.filter(name="side.effect").exists()


def test_a_handler_outside_runs_in_no_transaction_of_ours(listen):
    depths = []
    work = lambda event: depths.append(len(connection.savepoint_ids))  # noqa: E731
    listen("thing.happened", work, outside=True)
    before = len(connection.savepoint_ids)
    events.deliver(events.emit("thing.happened").pk)
    assert depths == [before]


def test_a_handler_that_no_longer_exists_is_a_failure(listen):
    listen("thing.happened", print)
    event = events.emit("thing.happened")
    Delivery.objects.update(handler="gone.away")
    events.deliver(event.pk)
    assert "no handler gone.away" in the_delivery().error


def test_run_now_delivers_what_is_about_a_row(listen):
    seen = []
    listen("thing.happened", seen.append)
    row = IdempotencyKey.objects.create(scope="test", key="1", fingerprint="")
    events.emit("thing.happened", subject=row)
    assert events.run_now(row) == 1
    assert [event.subject for event in seen] == [f"idempotencykey:{row.pk}"]


def test_run_now_delivers_an_event(listen):
    seen = []
    listen("thing.happened", seen.append)
    event = events.emit("thing.happened")
    events.emit("thing.happened")
    assert events.run_now(event) == 1
    assert seen == [event]


def test_a_sweep_out_of_time_leaves_the_rest_to_the_next(listen):
    seen = []
    listen("thing.happened", seen.append)
    events.emit("thing.happened")
    assert events.sweep(seconds=0) == 0
    assert seen == []
    assert events.sweep() == 1


def test_what_was_done_long_ago_is_forgotten_and_its_event_is_not(listen):
    listen("thing.happened", print)
    for _ in range(3):
        events.emit("thing.happened")
    done, recent, dead = Delivery.objects.order_by("id")
    old = Now() - timedelta(days=91)
    Delivery.objects.filter(pk=done.pk).update(state="done", done_at=old)
    Delivery.objects.filter(pk=recent.pk).update(state="done", done_at=Now())
    Delivery.objects.filter(pk=dead.pk).update(state="dead", run_at=old)
    assert delivery.forget() == 1
    assert set(Delivery.objects.all()) == {recent, dead}
    assert Event.objects.filter(name="thing.happened").count() == 3
