"""A real browser before the served demo shop."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests import chromium
from tests.journeys import shop as served

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FAILED: pytest.StashKey[list[bool]] = pytest.StashKey()
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "en-US"}


@pytest.fixture(scope="session")
def shop() -> Iterator[str]:
    """The address of the demo shop."""
    yield served.open_shop()
    served.leave_shop()


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=chromium.path(), args=ARGS)
    yield launched
    launched.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """The fixtures learn whether the test failed, to keep what the browser showed."""
    report = yield
    item.stash.setdefault(FAILED, []).append(report.failed)
    return report


def keep_pictures(request: pytest.FixtureRequest, contexts: list[BrowserContext]) -> None:
    """What every page showed when the test failed, in `.data/journeys/`."""
    if not any(request.node.stash.get(FAILED, [])):
        return
    folder = served.ROOT / ".data" / "journeys"
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(page for context in contexts for page in context.pages):
        name = re.sub(r"\W+", "-", request.node.name)
        page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)


@pytest.fixture
def visitor(browser: Browser, shop: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """A new visitor on a phone, with nothing in his pockets; facts change the phone."""
    contexts: list[BrowserContext] = []

    def come(**facts: Any) -> Page:
        contexts.append(browser.new_context(base_url=shop, **(PHONE | facts)))
        contexts[-1].set_default_timeout(60_000)
        return contexts[-1].new_page()

    yield come
    keep_pictures(request, contexts)
    for context in contexts:
        context.close()


@pytest.fixture
def till(
    playwright: Playwright, shop: str, request: pytest.FixtureRequest
) -> Iterator[Callable[[Path], Page]]:
    """A till whose camera looks at a clip."""
    opened: list[Browser] = []

    def stand(clip: Path) -> Page:
        camera = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={clip}",
        ]
        opened.append(playwright.chromium.launch(executable_path=chromium.path(), args=ARGS + camera))
        context = opened[-1].new_context(base_url=shop, **PHONE, permissions=["camera"])
        context.set_default_timeout(60_000)
        return context.new_page()

    yield stand
    keep_pictures(request, [context for one in opened for context in one.contexts])
    for one in opened:
        one.close()
