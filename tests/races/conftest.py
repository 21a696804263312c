"""Real threads on a real database, let go at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection


def run(n: int, work: Callable[[int], Any]) -> list[Any]:
    """What `work(i)` answered, or the exception it raised, for n threads that start together.

    Each has its own connection, opened before the start so that none is late.
    """
    start, answers = Barrier(n), [None] * n

    def one(i: int) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            answers[i] = work(i)
        except Exception as problem:
            answers[i] = problem
        finally:
            connection.close()

    threads = [Thread(target=one, args=(i,), daemon=True) for i in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "a thread never came back"
    return answers


@pytest.fixture
def race() -> Callable[[int, Callable[[int], Any]], list[Any]]:
    return run


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], bool]:
    """Whether the damage shows within 20 rounds, for guard-off twins."""
    return lambda damaged: any(damaged() for _ in range(20))
