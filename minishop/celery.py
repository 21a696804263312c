"""The Celery application; the database row is the truth, a message only a hint."""

import os
import time
import warnings
from typing import Any

import structlog
from celery import Celery, Task
from celery.signals import beat_init, celeryd_init

from minishop import lending

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minishop.settings")

log = structlog.get_logger(__name__)

REST = 5.0  # seconds without publishing after a failure


class Hint(Task):
    """A task whose message may be lost: publishing never fails the caller, nor keeps him waiting twice.

    What must happen stands in the database and is found by a sweep.
    """

    _broker_down_until = 0.0

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < Hint._broker_down_until:
            return None
        try:
            return super().apply_async(*args, **kwargs)
        except (self.OperationalError, OSError) as problem:
            Hint._broker_down_until = time.monotonic() + REST
            log.warning("broker.unavailable", task=self.name, problem=type(problem).__name__)
            return None


@beat_init.connect
@celeryd_init.connect
def _borrow_services(**_: Any) -> None:
    warnings.filterwarnings("ignore", module=r"celery\.platforms")  # that we are root, where we are
    lending.borrow()


@celeryd_init.connect
def _wait_longer_in_workers(conf: Any, **_: Any) -> None:
    """A worker waits for the broker as long as it takes; only whoever publishes is in a hurry."""
    conf.broker_transport_options = conf.broker_transport_options | {
        "socket_timeout": 30,
        "socket_connect_timeout": 5,
        "max_retries": None,
    }


app = Celery("minishop", task_cls=Hint)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
