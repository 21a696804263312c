"""Without a connection: what was seen can be read, what is personal is not kept, nothing can be bought."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

WATCHED = """new Promise((done) => {
  if (navigator.serviceWorker.controller) done()
  navigator.serviceWorker.addEventListener('controllerchange', () => done())
})"""


def test_a_page_seen_before_is_read_offline_and_says_when_it_was_saved(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/products/arc-bag/")
    page.evaluate(WATCHED)
    page.reload()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)

    page.reload()

    expect(page.locator("h1")).to_have_text("Arc Bag")
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator("button[data-buys]").first).to_be_disabled()


def test_the_bag_is_never_kept(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/bag/")
    page.evaluate(WATCHED)
    page.goto("/bag/")
    page.context.set_offline(True)

    page.goto("/bag/")

    expect(page.locator("h1")).to_have_text("No connection")
