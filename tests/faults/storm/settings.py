"""The served shop's settings, with moments to be killed at."""

from typing import Any

from celery.signals import after_task_publish

from minishop.settings import *  # noqa: F403
from minishop.settings import DATABASES, STORAGES
from tests.faults.storm import moments

DATABASES = {"default": DATABASES["default"] | {"ENGINE": "tests.faults.storm.database"}}
#: Nobody looks at the pages: static files are copied, not hashed and compressed.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
#: Worker processes that can be killed one by one, as on a server.
EMBEDDED = False


@after_task_publish.connect
def published(sender: str = "", **_: Any) -> None:
    if sender == "minishop.events.deliver":
        moments.at("after publish")
