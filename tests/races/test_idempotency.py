"""One key, many callers."""

from time import sleep

import pytest
from django.db import transaction

from minishop import events, idempotency
from minishop.events.models import Event
from minishop.idempotency import services

pytestmark = pytest.mark.django_db(transaction=True)


def ask(key: str) -> int:
    def work() -> int:
        sleep(0.05)
        return events.emit("thing.done").pk

    return idempotency.once(scope="test", key=key, fingerprint="same", work=work)


def test_whoever_comes_second_waits_and_reads_the_firsts_answer(race):
    answers = race(6, lambda _i: ask("k1"))
    assert len(set(answers)) == 1
    assert Event.objects.filter(name="thing.done").count() == 1


def test_when_the_first_fails_the_second_does_the_work(race):
    begun = []

    def work(_i: int) -> str:
        def once() -> str:
            begun.append(1)
            if len(begun) == 1:
                sleep(0.1)
                raise RuntimeError("the first fails")
            return "done"

        return idempotency.once(scope="test", key="k1", fingerprint="same", work=once)

    answers = race(3, work)
    assert sorted(map(str, answers)) == ["done", "done", "the first fails"]
    assert len(begun) == 2


def test_without_the_unique_key_the_work_is_done_twice(race, until, monkeypatch):
    """Guard off: the key is looked up instead of claimed."""

    def unguarded(*, scope: str, key: str, fingerprint: object, work) -> object:
        with transaction.atomic():
            known = services.IdempotencyKey.objects.filter(scope=scope, key=key).first()
            return known.result if known else work()

    monkeypatch.setattr(idempotency, "once", unguarded)
    rounds = iter(range(20))

    def damaged() -> bool:
        key = f"k{next(rounds)}"
        return len(set(race(4, lambda _i: ask(key)))) > 1

    assert until(damaged)
