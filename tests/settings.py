"""The shop's settings with data, database and ports of the tests' own."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
os.environ.setdefault("TEST_DATA_DIR", str(BASE_DIR / ".data" / "test"))
os.environ["DATA_DIR"] = os.environ["TEST_DATA_DIR"]
os.environ.setdefault("EMBEDDED_DURABLE", "0")  # speed; tests that kill services use a folder of their own
# Each worker of a parallel run has a cache of its own, as it has a database of its own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")

from minishop import env, lending  # noqa: E402

env.ENV_FILE = BASE_DIR / "tests" / "no.env"  # a developer's own settings are no part of the tests
lending.borrow()

from minishop.serving import translations  # noqa: E402
from minishop.settings import *  # noqa: E402, F403
from minishop.settings import CACHES, DATA_DIR, LOCALE_PATHS, REDIS_URL, STATIC_ROOT, STORAGES  # noqa: E402

translations.compile_stale(LOCALE_PATHS)
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"  # messages go nowhere; tests deliver events themselves
CELERY_BROKER_TRANSPORT_OPTIONS: dict = {}
CACHES = {"default": CACHES["default"] | {"LOCATION": f"{REDIS_URL}/{int(WORKER or -1) + 2}"}}
STORAGES = STORAGES | {
    "private": STORAGES["private"] | {"OPTIONS": {"location": f"{DATA_DIR}/private{WORKER}"}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
