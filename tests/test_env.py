"""The environment is the only way in, and `.env.example` tells all of it."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from minishop import addresses, env

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    "PUBLIC_URL": "https://shop.example.com",
    "SECRET_KEY": "v3ry-l0ng-and-random-" + "qWeRtZuIoPaSdFgHjKlYxCvBnM0123456789",
    "DATABASE_URL": "postgres://shop:secret@db.example.com/minishop",
    "REDIS_URL": "redis://valkey.example.com:6379",
    "EMAIL_URL": "smtp://shop:secret@smtp.example.com:587",
    "TRUSTED_PROXIES": "1",
}


def example() -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "DATA_DIR") if name in os.environ}
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=kept | variables, capture_output=True, text=True, check=False)


def settings_say(names: str, **variables: str) -> list[str]:
    code = f"from django.conf import settings as s; print({names})"
    kept = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "minishop.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", code]
    return subprocess.check_output(command, env=kept | PRODUCTION | variables, text=True).split()


def test_the_example_names_every_variable_that_is_read_and_no_other():
    importlib.import_module("minishop.serving.gunicorn")

    assert set(example()) == env.asked - {"TEST_DATA_DIR"}


def test_every_variable_of_the_example_is_explained():
    lines = (ROOT / ".env.example").read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"^[A-Z_]+=", line):
            assert lines[number - 1].startswith(("#", *example())), line


def test_nobody_but_env_reads_the_environment():
    folders = ["minishop", "catalog", "members", "orders", "payments"]
    readers = [
        str(file.relative_to(ROOT))
        for folder in folders
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.(environ(\.get|\[[^]]*\](?! =))|getenv)", file.read_text())
    ]

    assert readers == ["minishop/env.py"]


def test_production_settings_pass_every_deployment_check():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert done.returncode == 0, done.stderr
    assert "WARNINGS" not in done.stderr


def test_production_is_never_the_demo_and_keeps_its_cookies_safe():
    said = settings_say(
        "s.DEMO, s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        "s.ALLOWED_HOSTS[-1], s.CSRF_TRUSTED_ORIGINS[0], s.EMAIL_HOST"
    )

    assert said == [
        *["False", "False", "True", "True", "True"],
        *["shop.example.com", "https://shop.example.com", "smtp.example.com"],
    ]


def test_messages_and_cache_may_live_on_servers_of_their_own():
    places = "s.CELERY_BROKER_URL, s.CACHES['default']['LOCATION']"
    apart = {name: example()[name] for name in ("BROKER_URL", "CACHE_URL")}

    assert settings_say(places, **apart) == [
        "redis://broker.internal:6379/0",
        "redis://cache.internal:6379/1",
    ]
    assert settings_say(places) == [f"{PRODUCTION['REDIS_URL']}/0", f"{PRODUCTION['REDIS_URL']}/1"]


def test_text_messages_go_by_the_channel_the_environment_names():
    chosen = settings_say(
        "s.MESSAGE_CHANNELS['sms'], s.MESSAGE_CHANNELS['email']", SMS_CHANNEL="house.channels.Sms"
    )

    assert chosen == ["house.channels.Sms", "minishop.notify.channels.Email"]


def test_a_shop_on_its_own_database_must_be_given_its_secret():
    done = manage("check", **{**PRODUCTION, "SECRET_KEY": ""})

    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr


def test_a_secret_is_made_once_and_kept_to_its_owner(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "data" / "secret_key"

    first = env.secret("SECRET_KEY", kept, required=False)

    assert len(first) > 50
    assert env.secret("SECRET_KEY", kept, required=False) == first
    assert oct(kept.stat().st_mode)[-3:] == "600"
    assert list(kept.parent.iterdir()) == [kept]


def test_a_file_fills_in_what_the_environment_leaves_unset(tmp_path, monkeypatch):
    monkeypatch.setenv("CURRENCY", "EUR")
    monkeypatch.delenv("TIME_ZONE", raising=False)
    file = tmp_path / ".env"
    file.write_text("# comment\nCURRENCY=USD\nTIME_ZONE='Europe/Berlin'\n\nnonsense\n")

    env.load(file)

    assert env.text("CURRENCY") == "EUR"
    assert env.text("TIME_ZONE") == "Europe/Berlin"
    monkeypatch.delenv("TIME_ZONE")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        (
            "smtp://u:p%40ss@mail.example.com",
            {"EMAIL_HOST_PASSWORD": "p@ss", "EMAIL_PORT": 587, "EMAIL_USE_TLS": True},
        ),
        ("smtp://mail.example.com?ssl=1", {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}),
        ("smtp://localhost:25?tls=0", {"EMAIL_PORT": 25, "EMAIL_USE_SSL": False, "EMAIL_USE_TLS": False}),
    ],
)
def test_email_is_one_address(url, expected, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", url)

    assert expected.items() <= addresses.email("EMAIL_URL").items()


def test_pictures_may_live_in_a_bucket(monkeypatch):
    monkeypatch.setenv("STORAGE_URL", example()["STORAGE_URL"])

    kept = addresses.storage("STORAGE_URL")

    assert kept["BACKEND"] == "storages.backends.s3.S3Storage"
    assert kept["OPTIONS"]["bucket_name"] == "bucket"
    assert kept["OPTIONS"]["custom_domain"] == "media.example.com"


def test_a_database_address_is_taken_apart(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", example()["DATABASE_URL"])

    database = addresses.database("DATABASE_URL", tmp_path)

    assert (database["HOST"], database["NAME"], database["PASSWORD"]) == (
        "db.internal",
        "minishop",
        "password",
    )
    assert database["OPTIONS"]["sslmode"] == "require"
    assert not list(tmp_path.iterdir())
