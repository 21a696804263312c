"""How jobs travel: at least once, acknowledged when done, and never in the way of whoever asks for them."""

from pathlib import Path
from typing import Any

HARD_LIMIT = 120  # seconds a job may take


def settings(broker_url: str, data_dir: Path) -> dict[str, Any]:
    """Celery's settings. Results are not kept: what a job did stands in the database."""
    return {
        "CELERY_BROKER_URL": broker_url,
        "CELERY_RESULT_BACKEND": None,
        "CELERY_TASK_IGNORE_RESULT": True,
        "CELERY_TASK_SERIALIZER": "json",
        "CELERY_ACCEPT_CONTENT": ["json"],
        "CELERY_TASK_ACKS_LATE": True,
        "CELERY_TASK_REJECT_ON_WORKER_LOST": True,
        "CELERY_TASK_PUBLISH_RETRY": False,
        "CELERY_TASK_SOFT_TIME_LIMIT": HARD_LIMIT - 30,
        "CELERY_TASK_TIME_LIMIT": HARD_LIMIT,
        "CELERY_WORKER_PREFETCH_MULTIPLIER": 1,
        "CELERY_WORKER_HIJACK_ROOT_LOGGER": False,
        "CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS": False,
        "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        "CELERY_BROKER_CONNECTION_MAX_RETRIES": None,
        "CELERY_BROKER_TRANSPORT_OPTIONS": {
            "visibility_timeout": HARD_LIMIT + 180,  # no message is handed out again while its job may run
            "socket_connect_timeout": 0.3,
            "socket_timeout": 0.3,
            "max_retries": 0,
        },
        "CELERY_TIMEZONE": "UTC",
        "CELERY_BEAT_SCHEDULE_FILENAME": str(data_dir / "beat"),
    }
