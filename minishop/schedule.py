"""What is done again and again: sweeps, each in one process at a time.

A department's `tasks.py` says `@schedule.every(seconds=30)` on a function without arguments; beat
then sends a tick that often, and `manage.py sweep` runs each once.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

import structlog
from celery import current_app, shared_task
from django.db import connection

from minishop.registry import Registry

log = structlog.get_logger(__name__)
T = TypeVar("T")

TICK = "minishop.schedule.tick"
#: The first half of the advisory locks' keys; the second is the sweep's name.
SPACE = 0x5EED


@dataclass(frozen=True, slots=True)
class Sweep:
    """One recurring piece of work, safe to repeat and to run beside itself."""

    name: str
    seconds: float
    work: Callable[[], object]


sweeps: Registry[Sweep] = Registry("sweep")


def every(*, seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """The function is called about that often, by whichever worker gets the tick."""

    def register(work: Callable[[], object]) -> Callable[[], object]:
        sweep = Sweep(f"{work.__module__}.{work.__qualname__}", seconds, work)
        sweeps.add(sweep.name, sweep)
        current_app.conf.beat_schedule = current_app.conf.beat_schedule | {sweep.name: _entry(sweep)}
        return work

    return register


def _entry(sweep: Sweep) -> dict[str, object]:
    """As Celery's beat wants it; a tick that waited longer than its interval is dropped."""
    options = {"expires": sweep.seconds}
    return {"task": TICK, "schedule": sweep.seconds, "args": [sweep.name], "options": options}


@shared_task(name=TICK)
def tick(name: str) -> None:
    run(sweeps[name])


def run(sweep: Sweep) -> bool:
    """The sweep has run, unless another process is at it."""
    with alone(sweep.name) as free:
        if free:
            sweep.work()
        return free


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Yields whether the advisory lock of this name is ours; the database lets go when we die."""
    key = [SPACE, crc32(name.encode()) - 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        free = cursor.fetchone()[0]
    try:
        yield free
    finally:
        if free:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def run_all() -> dict[str, bool]:
    """Every sweep has run once, except those at work elsewhere; one that fails stops no other."""
    ran = {}
    for name, sweep in sweeps:
        try:
            ran[name] = run(sweep)
        except Exception:
            log.exception("sweep.failed", sweep=name)
            ran[name] = False
    return ran


def each(rows: Iterable[T], verb: Callable[[T], object], trouble: str) -> int:
    """The verb was called for every row, one that fails stops no other; for how many there was work."""
    done = 0
    for row in rows:
        try:
            done += bool(verb(row))
        except Exception:
            log.exception(trouble, row=str(row))
    return done
