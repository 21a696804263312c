"""One delivery, many workers; one sweep, many beats."""

from datetime import timedelta
from time import sleep

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from minishop import events, schedule
from minishop.events import delivery, registry
from minishop.events.models import Delivery, Event

pytestmark = pytest.mark.django_db(transaction=True)


def note(event: Event) -> None:
    """An effect that shows how often it was had."""
    sleep(0.02)
    events.emit("effect.had", subject=event)


@pytest.fixture(params=[False, True], ids=["inside", "outside"])
def listening(request, monkeypatch):
    monkeypatch.setattr(registry, "_handlers", {})
    events.on("thing.happened", outside=request.param)(note)


def effects(race, workers: int = 6) -> int:
    with transaction.atomic():
        event = events.emit("thing.happened")
    answers = race(workers, lambda _i: events.deliver(event.pk))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    return Event.objects.filter(name="effect.had", subject=f"event:{event.pk}").count()


def test_one_delivery_has_one_effect_whoever_claims_it(race, listening):
    assert [effects(race) for _ in range(5)] == [1] * 5
    assert set(Delivery.objects.values_list("state", "attempts")) == {("done", 1)}


def test_a_claim_without_its_condition_has_the_effect_twice(race, until, monkeypatch):
    """Guard off: `claim` takes the row without asking whether it is due, and the mark does not ask whose."""
    monkeypatch.setattr(registry, "_handlers", {})
    events.on("thing.happened", outside=True)(note)

    def unguarded(pk: int) -> Delivery:
        Delivery.objects.filter(pk=pk).update(state="running", leased_until=Now() + timedelta(minutes=1))
        return Delivery.objects.select_related("event").get(pk=pk)

    monkeypatch.setattr(delivery, "claim", unguarded)
    monkeypatch.setattr(delivery, "_ours", lambda mine: Delivery.objects.filter(pk=mine.pk))
    assert until(lambda: effects(race) > 1)


def test_a_lease_that_runs_out_while_the_work_goes_on_is_not_taken_over(race, monkeypatch):
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "LEASE", timedelta(0))
    events.on("thing.happened")(note)
    assert [effects(race) for _ in range(5)] == [1] * 5


class Tally:
    """A sweep that reports how many of it ran at the same time."""

    def __init__(self) -> None:
        self.running = self.most = self.runs = 0

    def __call__(self) -> None:
        self.running += 1
        self.runs += 1
        self.most = max(self.most, self.running)
        sleep(0.05)
        self.running -= 1


def beats(race) -> Tally:
    tally = Tally()
    sweep = schedule.Sweep("tests.tally", 1, tally)
    answers = race(4, lambda _i: schedule.run(sweep))
    assert answers.count(True) == tally.runs
    return tally


def test_two_beats_run_a_sweep_one_at_a_time(race):
    assert [beats(race).most for _ in range(5)] == [1] * 5
    with schedule.alone("tests.tally") as free:
        assert free, "the lock is given back"


def test_without_the_lock_they_run_it_together(race, until, monkeypatch):
    """Guard off: the advisory lock is always said to be free."""
    from contextlib import nullcontext

    monkeypatch.setattr(schedule, "alone", lambda name: nullcontext(True))
    assert until(lambda: beats(race).most > 1)


def test_a_process_that_dies_leaves_no_lock_behind(race):
    def die(_i: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, 1)", [schedule.SPACE])
        connection.close()

    race(1, die)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, 1)", [schedule.SPACE])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT pg_advisory_unlock(%s, 1)", [schedule.SPACE])
