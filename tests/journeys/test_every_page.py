"""Every page of every surface in the browser: its policy holds, axe is content, nothing scrolls sideways.

One world is lived in Chinese, and each page is opened twice: in Chinese it holds no word of English that is
not a name; then in English, for everything else.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import after_sale, looks, world
from tests.journeys.conftest import PHONE
from tests.journeys.names import NAMES
from tests.journeys.not_pages import NOT_PAGES

pytestmark = pytest.mark.browser


@dataclass
class Walk:
    """What was found on each page, by its name."""

    policy: dict[str, list[str]] = field(default_factory=dict)
    axe: dict[str, list[str]] = field(default_factory=dict)
    sideways: dict[str, list[str]] = field(default_factory=dict)
    foreign: dict[str, list[str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def walked(browser: Browser, shop: str) -> Iterator[Walk]:
    contexts: list[BrowserContext] = []

    def come(**facts: object) -> Page:
        chinese = PHONE | {"locale": "zh-CN"} | facts
        contexts.append(browser.new_context(base_url=shop, **chinese, reduced_motion="reduce"))
        contexts[-1].set_default_timeout(60_000)
        return contexts[-1].new_page()

    alive = world.bring_to_life(come)
    walk = Walk()
    look_at_the_store(alive, walk)
    with in_english(alive.admin):
        look_at_the_admin(alive.admin, walk)
    yield walk
    for context in contexts:
        context.close()


def look_at_the_store(alive: world.World, walk: Walk) -> None:
    """Shoppers' pages and the console: words, policy, axe in both schemes, a narrow screen."""
    ears = {
        page: looks.Ears(page)
        for page in (alive.guest, alive.stranger, alive.member, alive.clerk, alive.admin)
    }
    console = alive.console_pages(world.codes(alive))
    for name, page, where in chain(alive.store_pages(), console, after_sale.pages(alive)):
        ears[page].take()
        open_at(page, where)
        walk.seen.append(name)
        keep(walk.foreign, name, [*looks.foreign(page, NAMES), *looks.speaks(page, "zh-Hans")])
        with in_english(page):
            open_at(page, where)
            keep(walk.axe, name, [*looks.axe(page, "light"), *looks.axe(page, "dark")])
            keep(walk.sideways, name, [*looks.speaks(page, "en"), *looks.sideways(page)])
        keep(walk.policy, name, ears[page].take())


def open_at(page: Page, where: str | Callable[[Page], None]) -> None:
    """The page at the address, or the answer to a form that is filled in."""
    page.goto(where) if isinstance(where, str) else where(page)


@contextmanager
def in_english(page: Page) -> Iterator[None]:
    """The reader chose English for a while."""
    cookie = {"name": "django_language", "value": "en", "url": page.url}
    page.context.add_cookies([cookie])
    yield
    page.context.clear_cookies(name=cookie["name"])


def look_at_the_admin(page: Page, walk: Walk) -> None:
    """The admin has its own theme, so only its policy: every list, and one row and one blank form of each."""
    ears = looks.Ears(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    for path in admin_pages(page):
        ears.take()
        page.goto(path)
        page.wait_for_timeout(150)
        keep(walk.policy, path, ears.take())


def admin_pages(page: Page) -> list[str]:
    page.goto("/admin/")
    lists = page.eval_on_selector_all(
        "a[href^='/admin/']", "all => all.map((one) => one.getAttribute('href').split('?')[0])"
    )
    lists = sorted({path for path in lists if path.count("/") == 4 and "logout" not in path})
    found = ["/admin/", *lists]
    for path in lists:
        page.goto(path)
        rows = page.eval_on_selector_all(
            "#result_list a[href*='/change/'], a[href$='/add/']",
            "all => all.map((one) => one.getAttribute('href'))",
        )
        found += [
            row.split("?")[0]
            for row in (*[r for r in rows if "/change/" in r][:1], *[r for r in rows if "/add/" in r][:1])
        ]
    return found


def keep(where: dict[str, list[str]], name: str, found: list[str]) -> None:
    if found:
        where[name] = found


def told(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{name}:\n  " + "\n  ".join(lines) for name, lines in found.items())


def test_no_page_breaks_its_policy_or_complains(walked: Walk) -> None:
    assert not walked.policy, told(walked.policy)


def test_axe_finds_nothing_in_light_or_dark(walked: Walk) -> None:
    assert not walked.axe, told(walked.axe)


def test_no_chinese_page_holds_an_untranslated_word(walked: Walk) -> None:
    assert not walked.foreign, told(walked.foreign)


def test_nothing_scrolls_sideways_at_320_pixels(walked: Walk) -> None:
    assert not walked.sideways, told(walked.sideways)


def test_every_page_with_an_address_was_walked(walked: Walk) -> None:
    from django.urls import get_resolver

    def names(patterns: list) -> Iterator[str]:
        for one in patterns:
            if hasattr(one, "url_patterns"):
                if getattr(one, "namespace", "") != "admin":
                    yield from names(one.url_patterns)
            elif one.name and not str(one.pattern).startswith("api"):
                yield one.name

    walked_names = {name.split(" (")[0] for name in walked.seen}
    missing = {name for name in names(get_resolver().url_patterns) if not name.startswith("api-")}
    assert missing - walked_names - NOT_PAGES == set()
