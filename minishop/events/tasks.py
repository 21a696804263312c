"""Celery's way into deliveries: one event at once, and the sweep for what was missed."""

from celery import shared_task

from minishop import schedule
from minishop.events import delivery
from minishop.events.services import TASK


@shared_task(name=TASK)
def deliver(event_id: int) -> None:
    delivery.deliver(event_id)


@schedule.every(seconds=15)
def sweep_deliveries() -> None:
    """Ends well before the worker's time limit; the next tick goes on."""
    delivery.sweep(seconds=45)


@schedule.every(seconds=24 * 3600)
def forget_deliveries() -> None:
    delivery.forget()
