"""A page that takes its time shows what it will look like, and gives way when the answer is not coming."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser

SHOP = ".tabbar a[href='/shop/']"


@pytest.fixture
def home(visitor: Callable[..., Page]) -> Page:
    page = visitor(service_workers="block")
    page.goto("/")
    return page


#: While a page is on its way nothing can be asked of the old one, so it writes down what it shows.
WITNESS = """() => new MutationObserver(() => {
  const kinds = [...document.querySelectorAll('.bones [data-bones]')].map((one) => one.dataset.bones)
  if (kinds.length) sessionStorage.bones = `${kinds} ${document.querySelector('#main').hidden}`
}).observe(document.body, { childList: true, subtree: true })"""


def test_a_slow_page_shows_its_bones_until_it_comes(home: Page) -> None:
    held: list[Route] = []
    home.route("**/shop/", lambda route: held.append(route))  # noqa: PLW0108  (playwright marks what it is given)
    home.evaluate(WITNESS)
    home.locator(SHOP).click(no_wait_after=True)
    home.wait_for_timeout(800)
    held[0].continue_()
    home.wait_for_url("**/shop/")
    assert home.evaluate("() => sessionStorage.bones") == "grid true"
    expect(home.locator(".bones")).to_have_count(0)
    home.go_back()
    expect(home.locator("#main")).to_be_visible()
    expect(home.locator(".bones")).to_have_count(0)


def test_a_page_that_does_not_come_gives_the_old_one_back(home: Page) -> None:
    home.route("**/shop/", lambda route: route.fulfill(status=204))
    home.clock.install()
    home.locator(SHOP).click(no_wait_after=True)
    home.clock.run_for(400)
    expect(home.locator(".bones")).to_be_visible()
    home.clock.run_for(16000)
    expect(home.locator("#main")).to_be_visible()
    expect(home.locator("#toasts .toast")).to_be_visible()
