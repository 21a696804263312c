"""The shop as customers meet it, with two floors beside its pages."""

from minishop.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
