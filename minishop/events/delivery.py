"""Deliveries are claimed by a conditional UPDATE, run once, and retried until they are done or dead.

The database's clock decides what is due. A claim has a lease, so that the work of a killed worker is
found by the next sweep after it.
"""

import math
import time
from datetime import timedelta

import structlog
from django.db import models, transaction
from django.db.models.functions import Now

from minishop import logs
from minishop.events.models import Delivery, Event
from minishop.events.registry import Handler, handlers
from minishop.events.services import emit, subject_of
from minishop.retries import retried

log = structlog.get_logger(__name__)

#: With the pauses below, about two and a half hours of trying.
MAX_ATTEMPTS = 12
LONGEST_PAUSE = timedelta(hours=1)
BATCH = 100
KEPT = timedelta(days=90)


class Later(Exception):
    """Raised by a handler that wants to run again in so many seconds; what it wrote is undone."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"again in {seconds} s")


class Lost(Exception):
    """The claim ran out and someone else has the delivery."""


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts."""
    return min(timedelta(seconds=5 * 2 ** (attempts - 1)), LONGEST_PAUSE)


def run(pk: int) -> bool:
    """The delivery's handler has run if it was due and free; what went wrong is on the row."""
    delivery = claim(pk)
    if delivery is None:
        return False
    try:
        _work(delivery)
    except Later as later:
        _again(delivery, timedelta(seconds=later.seconds), attempts=delivery.attempts - 1)
    except Lost:
        log.warning("delivery.lost", delivery=pk, handler=delivery.handler)
    except Exception as problem:
        _fail(delivery, problem)
    return True


def claim(pk: int) -> Delivery | None:
    """The delivery, now running with a lease of ours, or nothing if it is not due or not free."""
    with transaction.atomic():
        free = Delivery.objects.due().filter(pk=pk).select_for_update(skip_locked=True)
        delivery = free.select_related("event").first()
        if delivery is None or not _take(delivery):
            return None
    delivery.refresh_from_db(fields=["state", "attempts", "leased_until"])
    return delivery


def _take(delivery: Delivery) -> bool:
    handler = handlers(delivery.event.name).get(delivery.handler)
    lease = handler.lease if handler else timedelta(0)
    taken = (
        Delivery.objects.due()
        .filter(pk=delivery.pk)
        .update(state=Delivery.State.RUNNING, attempts=models.F("attempts") + 1, leased_until=Now() + lease)
    )
    return taken == 1


def _work(delivery: Delivery) -> None:
    handler = handlers(delivery.event.name).get(delivery.handler)
    if handler is None:
        raise LookupError(f"no handler {delivery.handler} for {delivery.event.name}")
    if delivery.attempts > MAX_ATTEMPTS:
        raise RuntimeError("its worker died each time")
    _outside(delivery, handler) if handler.outside else _inside(delivery, handler)


@retried
def _inside(delivery: Delivery, handler: Handler) -> None:
    """Effect and mark stand or fall together; the mark comes first, to hold the row while working."""
    with transaction.atomic():
        _done(delivery)
        handler.work(delivery.event)


def _outside(delivery: Delivery, handler: Handler) -> None:
    handler.work(delivery.event)
    _done(delivery)


def _ours(delivery: Delivery) -> models.QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.RUNNING, attempts=delivery.attempts)


def _done(delivery: Delivery) -> None:
    if not _ours(delivery).update(state=Delivery.State.DONE, done_at=Now(), leased_until=None, error=""):
        raise Lost


def _again(delivery: Delivery, wait: timedelta, *, attempts: int, error: str = "") -> None:
    _ours(delivery).update(
        state=Delivery.State.PENDING,
        run_at=Now() + wait,
        leased_until=None,
        attempts=attempts,
        error=error,
    )


def _fail(delivery: Delivery, problem: Exception) -> None:
    """The delivery waits for its next attempt, or is dead and an alert tells it."""
    error = logs.told(problem)
    log.warning("delivery.failed", delivery=delivery.pk, handler=delivery.handler, exc_info=problem)
    if delivery.attempts < MAX_ATTEMPTS:
        _again(delivery, pause(delivery.attempts), attempts=delivery.attempts, error=error)
    else:
        _bury(delivery, error)


@transaction.atomic
def _bury(delivery: Delivery, error: str) -> None:
    if _ours(delivery).update(state=Delivery.State.DEAD, leased_until=None, error=error):
        emit("delivery.dead", subject=delivery, handler=delivery.handler, event=delivery.event_id)
        log.error("delivery.dead", delivery=delivery.pk, handler=delivery.handler, error=error)


def deliver(event_id: int) -> int:
    """What is due of this event has run; answers how many handlers did."""
    return _run_all(Delivery.objects.due().filter(event_id=event_id))


def run_now(*rows: models.Model) -> int:
    """What is due of these events, or of events about these rows, has run in this process.

    For a shopper who waits: it never depends on the queue. A failure is left to the retries.
    """
    from_events = models.Q(event__in=[row.pk for row in rows if isinstance(row, Event)])
    about = [subject_of(row) for row in rows if not isinstance(row, Event)]
    return _run_all(Delivery.objects.due().filter(from_events | models.Q(event__subject__in=about)))


def sweep(seconds: float = 600) -> int:
    """Nothing due is left, what handlers emit meanwhile included, or the time is over."""
    deadline, ran = time.monotonic() + seconds, 0
    while batch := _run_all(Delivery.objects.due()[:BATCH], deadline):
        ran += batch
    return ran


def _run_all(due: models.QuerySet[Delivery], deadline: float = math.inf) -> int:
    """How many of them ran; the rest is left when the time is over."""
    return sum(run(pk) for pk in list(due.values_list("pk", flat=True)) if time.monotonic() < deadline)


def forget() -> int:
    """What was done long ago is gone; the events stay, and so does what is dead."""
    old = Delivery.objects.filter(state=Delivery.State.DONE, done_at__lt=Now() - KEPT)
    return old.delete()[0]


def retry(deliveries: models.QuerySet[Delivery]) -> int:
    """The dead among them are pending again, with all their attempts before them."""
    dead = deliveries.filter(state=Delivery.State.DEAD)
    return dead.update(state=Delivery.State.PENDING, attempts=0, run_at=Now())
