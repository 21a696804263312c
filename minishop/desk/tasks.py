"""Celery's way into imports: a slice of one run, the sweep for what was missed, and forgetting."""

import time

from celery import shared_task

from minishop import schedule
from minishop.desk import services as imports
from minishop.desk import working
from minishop.desk.services import TASK
from minishop.imports.models import ImportRun


@shared_task(name=TASK)
def work(run_id: int) -> None:
    """A slice; the next one stands at the end of the queue, behind what others wait for."""
    if working.work(run_id):
        imports.hint(run_id)


@schedule.every(seconds=15)
def go_on_with_imports() -> None:
    """Ends well before the worker's time limit; the next tick goes on."""
    deadline = time.monotonic() + 45
    for pk in ImportRun.objects.due().values_list("pk", flat=True):
        if time.monotonic() < deadline:
            working.work(pk)


@schedule.every(seconds=24 * 3600)
def forget_imports() -> None:
    imports.forget()
