"""A member takes a copy of everything, and leaves for good."""

import json
import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import world

pytestmark = pytest.mark.browser


def test_a_member_fetches_a_copy_agrees_to_news_and_is_forgotten(visitor: Callable[..., Page]):
    page = visitor()
    address = world.sign_in(page)
    page.goto("/me/privacy/")

    page.locator("main form[action$='/copies/'] button").click()
    link = page.locator("main a[href*='/me/privacy/copies/']")
    for _ in range(30):  # a worker writes it
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as coming:
        link.first.click()
    told = json.loads(zipfile.ZipFile(coming.value.path()).read("data.json"))
    assert told["holdings"]["account"]["email"] == address

    switch = page.locator("[role=switch]").first
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(page.locator("[role=switch]").first).to_have_attribute("aria-checked", "true")

    page.locator("main a[href$='/erasure/']").click()
    page.locator("[name=word]").fill("erase")
    page.locator("main form button", has_text="Erase").click()
    expect(page.locator("main [role=status]")).to_contain_text("erased")

    page.goto("/me/")
    expect(page.locator("main a[href='/sign-in/']")).to_be_visible()
    assert not re.search(re.escape(address), page.content())
