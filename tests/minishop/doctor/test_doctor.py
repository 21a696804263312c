"""Each check of the doctor finds what it is for, and a shop that is well has nothing."""

import json
import shutil
import sys
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now

from minishop import doctor, events
from minishop.cache import ForgivingCache
from minishop.doctor import database, running
from minishop.events.models import Delivery
from minishop.management import ailments
from minishop.webhooks import services as webhooks
from minishop.webhooks.models import Webhook, WebhookMessage
from tests import factories
from tests.corruption import corrupt

pytestmark = pytest.mark.django_db
BACKENDS = "django.core.mail.backends"
NOBODY = {"EMAIL_BACKEND": f"{BACKENDS}.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": 1}
SANDBOX = ["payments.gateways.sandbox.gateway.SandboxGateway"]
SECURE = {"SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "TRUSTED_PROXIES": 1}
PRODUCTION = {"DEMO": False, "PUBLIC_URL": "https://shop.example", **SECURE}


@pytest.fixture(autouse=True)
def production(settings, tmp_path):
    """A shop that customers come to, well in every respect."""
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    settings.MESSAGE_CHANNELS = settings.MESSAGE_CHANNELS | {"sms": "brand.Sms"}
    settings.PAYMENT_GATEWAYS = ["payments.gateways.offline.gateway.OfflineGateway"]
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.SECRET_KEY = "Kq7_" * 3 + "x9ZbTr3mW8vPq1LdN6yHs4JfGc2RkUe0AiOo5" * 2
    running.beat()


def said(name: str) -> list[str]:
    (report,) = doctor.examine(name)
    return [finding.words for finding in report.findings]


def verdict(name: str) -> str:
    return doctor.examine(name)[0].verdict


#: Checks whose neighbours no test of ours can have: they are tried below alone.
OUTSIDE = {"broker", "settings", "audit", "owner"}


def test_a_shop_that_is_well_has_no_finding():
    assert ailments
    reports = doctor.examine()
    assert {r.check.name: r.findings for r in reports if r.findings and r.check.name not in OUTSIDE} == {}
    assert len(reports) >= 22


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("address", {"PUBLIC_URL": "http://shop.example"}, "travel for all to read"),
        ("address", {"ALLOWED_HOSTS": ["*"]}, "any name is believed"),
        ("address", {"SESSION_COOKIE_SECURE": False}, "Cookies also travel by http"),
        ("address", {"TRUSTED_PROXIES": 0}, "every visitor seems to come from it"),
        ("secret-key", {"SECRET_KEY": "short"}, "too weak (5 characters"),
        ("secret-key", {"SECRET_KEY": "ab" * 60}, "too weak (120 characters, 2 different)"),
        ("settings", {"DEBUG": True}, "DEBUG is on"),
        (
            "settings",
            {"PAYMENT_GATEWAYS": SANDBOX},
            "payments.E001",
        ),
        (
            "messages",
            {"EMAIL_BACKEND": f"{BACKENDS}.console.EmailBackend"},
            "printed, not sent",
        ),
        (
            "messages",
            NOBODY,
            "mail server can’t",
        ),
        ("messages", {"MESSAGE_CHANNELS": {"sms": "minishop.notify.channels.Console"}}, "Text messages"),
        ("gateways", {"PAYMENT_GATEWAYS": []}, "Nobody can pay"),
        ("gateways", {"PAYMENT_GATEWAYS": [f"{__name__}.Expired"]}, "its certificate has expired"),
    ],
)
def test_settings_that_do_not_do(settings, name, changes, words):
    for setting, value in changes.items():
        setattr(settings, setting, value)
    assert any(words in one for one in said(name)), said(name)


class Expired:
    code, label, acknowledgement, answers_questions = "expired", "Expired", "", False

    def problems(self):
        yield "its certificate has expired"


def test_an_old_python_and_a_full_disk(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert verdict("python") == "fault"
    usage = shutil.disk_usage("/")
    for free, expected in [(200 * 1024**2, "fault"), (1024**3, "warning"), (9 * 1024**3, "ok")]:
        monkeypatch.setattr(shutil, "disk_usage", lambda path, free=free: usage._replace(free=free))
        assert verdict("disk") == expected


def test_a_folder_that_can_not_be_written_and_private_files_among_public_ones(settings, tmp_path):
    (tmp_path / "media").write_text("a file where a folder should be")
    assert said("storage") == ["Nothing can be stored in default: NotADirectoryError."]
    settings.MEDIA_ROOT = str(settings.DATA_DIR)
    assert "inside MEDIA_ROOT" in said("private")[0]


def test_a_broker_and_a_cache_that_are_away(settings, monkeypatch):
    monkeypatch.setattr(ForgivingCache, "_down_until", 0.0)
    from celery import current_app

    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    assert "can’t be reached" in said("broker")[0]
    away = settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}
    assert "The cache keeps nothing" in said("cache")[0]


def test_a_worker_that_never_came_or_fell_silent():
    cache.set(running.PULSE, time.time() - 100)
    assert said("worker") == ["The last sweep ran 100 s ago."]
    cache.delete(running.PULSE)
    assert "or ever" in said("worker")[0]


def test_dead_and_late_jobs():
    events.emit("order.paid", subject=factories.order())
    Delivery.objects.update(run_at=Now() - timedelta(minutes=6))
    first = Delivery.objects.first()
    Delivery.objects.filter(pk=first.pk).update(state="dead")
    assert [one.split(" ", 1)[1] for one in said("jobs")] == [
        "jobs are dead.",
        "jobs wait for more than five minutes.",
    ]


def test_webhooks_that_were_switched_off_or_missed_something():
    hook = webhooks.keep(webhook=Webhook(name="Till", url="https://till.example/", events=["order.paid"]))
    webhooks.try_out(webhook=hook)
    WebhookMessage.objects.update(state="dead")
    webhooks.switch(webhook=hook, on=False, because=Webhook.Why.GONE)
    assert len(said("webhooks")) == 2
    assert verdict("webhooks") == "warning"


def test_a_database_without_its_guards_extensions_or_migrations(settings):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE minishop_event DISABLE TRIGGER minishop_event_append_only")
        cursor.execute("DROP EXTENSION btree_gist CASCADE")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'payments'")
    assert said("append-only") == ["minishop_event can be changed: its trigger is gone or off."]
    assert said("database") == ["The extension btree_gist is missing."]
    assert "the first is payments.0001" in said("migrations")[0]
    settings.EMBEDDED = False
    assert "could drop their triggers" in said("owner")[0]


def test_clocks_that_disagree(monkeypatch):
    class Slow(database.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().now(tz) - timedelta(seconds=40)

    assert verdict("clock") == "ok"
    monkeypatch.setattr(database, "datetime", Slow)
    assert said("clock") == ["They are 40 s apart."]


def test_staff_with_the_demos_password():
    person = factories.staff("admin")
    assert said("passwords") == [f"Person {person.pk} has the demo’s password."]


def test_static_files_that_are_not_collected_and_translations_not_compiled(settings, tmp_path):
    whitenoise = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.STORAGES = settings.STORAGES | {"staticfiles": whitenoise}
    assert said("static") == ["Nothing is collected."]
    words = tmp_path / "zh_Hans" / "LC_MESSAGES"
    words.mkdir(parents=True)
    (words / "django.po").write_text("")
    settings.LOCALE_PATHS = [tmp_path]
    assert said("translations") == ["1 are not compiled: pages speak English."]


def test_deep_it_asks_the_audit():
    order = factories.order()
    corrupt("UPDATE orders_tender SET amount = amount + 1 WHERE order_id = %s", order.pk)
    assert "audit" not in [report.check.name for report in doctor.examine()]
    assert any(one.startswith("O2") for one in said("audit"))


def test_a_check_that_breaks_is_a_finding_and_stops_no_other(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: 1 / 0)
    reports = {report.check.name: report for report in doctor.examine("disk", "python")}
    assert reports["disk"].findings[0].words.startswith("It could not be looked at: ZeroDivisionError")
    assert reports["python"].verdict == "ok"


def test_the_command_says_it_to_people_and_machines(settings):
    out = StringIO()
    call_command("doctor", "python", "secret-key", stdout=out)
    assert "2 checks, 0 faults, 0 warnings" in out.getvalue()
    settings.SECRET_KEY = "short"
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "python", "secret-key", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (ended.value.code, told["is_well"]) == (1, False)
    assert {one["check"]: one["verdict"] for one in told["checks"]} == {"python": "ok", "secret-key": "fault"}
