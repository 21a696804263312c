"""The phone remembers what was looked at, shows it on the front page, and forgets it when asked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_what_was_looked_at_is_on_the_front_page_until_it_is_forgotten(visitor: Callable[..., Page]) -> None:
    page = visitor()
    page.goto("/")
    expect(page.locator("seen-pieces section")).to_have_count(0)
    for handle in ("arc-bag", "weave-scarf"):
        page.goto(f"/products/{handle}/")
    page.goto("/")
    cards = page.locator("seen-pieces .card a")
    expect(cards).to_have_count(2)
    expect(cards.first).to_have_attribute("href", "/products/weave-scarf/")
    page.locator("seen-pieces button.link").click()
    expect(page.locator("seen-pieces section")).to_have_count(0)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator("seen-pieces section")).to_have_count(0)
