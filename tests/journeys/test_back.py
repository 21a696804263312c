"""Back, after someone has gone: the browser kept nothing of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import world

pytestmark = pytest.mark.browser

PERSONAL = ("/me/settings/", "/orders/", "/me/")


def test_back_after_signing_out_shows_nothing_of_the_member(visitor: Callable[..., Page]):
    page = visitor()
    world.sign_in(page)
    page.goto("/me/settings/")
    page.locator("input[name=name]").fill("Aurelia Marker")
    page.locator("main form button.primary, .buybar button.primary").first.click()
    for path in PERSONAL:
        page.goto(path)
    assert "Aurelia Marker" in page.content()

    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url(lambda url: not url.endswith("/me/"))

    for _ in PERSONAL:
        page.go_back()
        page.wait_for_load_state("networkidle")
        assert "Aurelia Marker" not in page.content(), page.url
