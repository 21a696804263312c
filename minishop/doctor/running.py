"""The processes: broker, cache, worker and beat, and the work they left lying."""

import time
from collections.abc import Iterator
from datetime import timedelta

from celery import current_app
from django.core.cache import cache
from django.db.models.functions import Now

from minishop import doctor
from minishop.doctor import Finding
from minishop.events.models import Delivery
from minishop.webhooks.models import Webhook, WebhookMessage

PULSE = "doctor:pulse"
#: Beat sends a tick every fifteen seconds, which a worker has to take.
LATE = 90.0


def beat() -> None:
    """That beat and a worker are alive is noted."""
    cache.set(PULSE, time.time(), timeout=24 * 3600)


@doctor.check("broker", "Jobs can be handed over")
def broker() -> Iterator[Finding]:
    try:
        with current_app.connection_for_write() as wire:
            wire.ensure_connection(max_retries=1, timeout=2)
    except Exception as problem:
        yield doctor.fault(
            f"The broker can’t be reached: {type(problem).__name__}.",
            "Start Valkey, or mend BROKER_URL; until then jobs wait for the sweeps.",
        )


@doctor.check("cache", "What is kept in the cache is found there again")
def cached() -> Iterator[Finding]:
    cache.set("doctor:probe", "here", timeout=60)
    if cache.get("doctor:probe") != "here":
        yield doctor.fault(
            "The cache keeps nothing: every page is slower.", "Start Valkey, or mend CACHE_URL."
        )


@doctor.check("worker", "Beat ticks, and a worker hears it")
def worker() -> Iterator[Finding]:
    pulse = cache.get(PULSE)
    if pulse is None:
        yield doctor.fault("No worker has run a sweep for a day, or ever.", "Start a worker and one beat.")
    elif time.time() - pulse > LATE:
        ago = time.time() - pulse
        yield doctor.fault(f"The last sweep ran {ago:.0f} s ago.", "Start a worker and one beat.")


@doctor.check("jobs", "No job is dead or waits past its time")
def jobs() -> Iterator[Finding]:
    dead = Delivery.objects.filter(state=Delivery.State.DEAD).count()
    if dead:
        yield doctor.fault(f"{dead} jobs are dead.", "Admin: House, Jobs: read why, then Try again.")
    late = Delivery.objects.due().filter(run_at__lt=Now() - timedelta(minutes=5)).count()
    if late:
        yield doctor.fault(f"{late} jobs wait for more than five minutes.", "Start a worker and one beat.")


@doctor.check("webhooks", "Webhooks are taken")
def webhooks() -> Iterator[Finding]:
    for webhook in Webhook.objects.filter(is_on=False).exclude(off_because=""):
        said = webhook.get_off_because_display()
        yield doctor.warning(f"{webhook.name} was switched off: {said}.", "Admin: House, Webhooks.")
    dead = WebhookMessage.objects.filter(state="dead").count()
    if dead:
        yield doctor.warning(
            f"{dead} webhook messages were given up.", "Admin: a webhook, Send failed again."
        )
