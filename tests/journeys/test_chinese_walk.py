"""Every page in Chinese holds no word of English that is not a name."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import looks, world
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser

#: Names of the house, of people and places, of carriers and formats; what shoppers typed themselves.
NAMES = re.compile(
    r"""
    Lune\s&\sLoom | LUNE\s&\sLOOM | LL-[0-9A-Z]{4}-[0-9A-Z]{4} | LL-[0-9A-Z-]+
    | [0-9A-Z]{3}\s[0-9A-Z]{3}\b | \b[0-9A-Z]{6,20}\b
    | [\w.+-]+@[\w.-]+ | https?://\S+ | \bE-[0-9A-Z]+
    | Wen\sLi? | Wen\sL | Gu\sLan | Shen\sYu | Shanghai | Xuhui | Huaihai\sMiddle\sRoad
    | SF\sExpress | \bSF\b | English | Cookie | (?:plum\s)?zzzzqqq | silk
    | \biPhone\b | \bAPI\b | \bSafari\b | \bChrome\b | \bLinux\b | \bAndroid\b
    | \bMB\b | \bml\b | \bcm\b | \bg\b | \bkg\b | \bmm\b | \bQR\b
    """,
    re.VERBOSE,
)


@pytest.fixture(scope="module")
def foreign(browser: Browser, shop: str) -> Iterator[dict[str, list[str]]]:
    contexts: list[BrowserContext] = []

    def come(**facts: object) -> Page:
        contexts.append(browser.new_context(base_url=shop, **(PHONE | {"locale": "zh-CN"} | facts)))
        contexts[-1].set_default_timeout(60_000)
        return contexts[-1].new_page()

    alive = world.bring_to_life(come)
    found = {}
    for name, page, path in chain(alive.store_pages(), alive.console_pages(world.codes(alive))):
        page.goto(path)
        words = looks.foreign(page, NAMES)
        language = page.locator("html").get_attribute("lang")
        if words or language != "zh-Hans":
            found[name] = [*words, *([f"lang={language}"] if language != "zh-Hans" else [])]
    yield found
    for context in contexts:
        context.close()


def test_no_page_holds_an_untranslated_word(foreign: dict[str, list[str]]) -> None:
    assert not foreign, "\n".join(f"{name}: {words}" for name, words in foreign.items())
