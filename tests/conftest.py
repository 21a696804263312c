"""What every test stands on."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation

from catalog.shelf import services as shelf
from minishop import embedded
from tests import chromium, database
from tests.watch import Watch

database.allow_flush()
#: What a process remembers for half a minute outlasts any test.
LONG = 3600.0


def pytest_configure(config: pytest.Config) -> None:
    """A run that is told to end still stops the services it started."""
    if not hasattr(config, "workerinput"):
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest go first, so that no worker is left alone with them at the end."""
    items.sort(key=_place_in_line)


def _place_in_line(item: pytest.Item) -> int:
    marks = ("long", "storm", "served", "browser")
    return next((place for place, mark in enumerate(marks) if item.get_closest_marker(mark)), len(marks))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Browser tests without a browser are a mistake to mend, not something to skip in silence."""
    wants_browser = any(item.get_closest_marker("browser") for item in session.items)
    if wants_browser and not chromium.path() and not session.config.option.collectonly:
        pytest.exit(chromium.MISSING, returncode=4)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test fails the run")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """With --no-skips, what would be skipped has failed, for the reason it gives."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and not hasattr(report, "wasxfail") and item.config.option.no_skips:
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be: {report.longrepr}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test had to tell is printed at the end, whichever worker ran it."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    for report in reports:
        if getattr(report, "when", "") == "call":
            for name, text in report.user_properties:
                if name == "told":
                    terminalreporter.write_line(text)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The services are stopped by the main process, after its workers have let go of theirs."""
    if not hasattr(config, "workerinput"):
        embedded.give_back(Path(os.environ["DATA_DIR"]), patience=10)


@pytest.fixture(autouse=True)
def fresh_start() -> Iterator[None]:
    """No test inherits another's language or finds another's words in the cache."""
    cache.clear()
    shelf.forget()
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Whatever a test does, nothing leaves the house while a transaction is open."""
    watch = Watch()
    watch.begin(monkeypatch)
    yield watch
    assert watch.inside == []


@pytest.fixture(autouse=True)
def house_brand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show the house's own brand without a query, unless a test changes it."""
    from minishop.brand import services as brands
    from minishop.brand.models import Brand

    monkeypatch.setattr(brands, "REMEMBERED_SECONDS", LONG)
    brands.remember(Brand(pk=1))


@pytest.fixture(autouse=True)
def no_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages show no menu without a query, unless a test makes one."""
    from catalog.menus import services as menus

    monkeypatch.setattr(menus, "REMEMBERED_SECONDS", LONG)
    menus.remember(menus.Doors())


@pytest.fixture(autouse=True)
def no_webhooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events are told to nobody without a query, unless a test adds a webhook."""
    from minishop.webhooks import services as webhooks

    monkeypatch.setattr(webhooks, "REMEMBERED_SECONDS", LONG)
    webhooks.remember(frozenset())
