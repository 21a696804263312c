"""A member pastes an address, buys with it, keeps it, and finds it ready the next time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps, world

pytestmark = pytest.mark.browser
PASTED = "周子墨 13900139000 浙江省杭州市西湖区北山街5号2幢"


def test_a_pasted_address_is_ordered_to_kept_and_ready_next_time(visitor: Callable[..., Page]) -> None:
    page = visitor()
    world.sign_in(page)
    steps.home_to_checkout(page)
    steps.choose(page, "way", "ship")
    page.locator("[name=paste]").fill(PASTED)
    page.locator("button[value=sort]").click()
    expect(page.locator("[name=district]")).to_have_value("西湖区")
    expect(page.locator("[name=street]")).to_have_value("北山街5号2幢")
    page.locator("[name=keep]").check()
    steps.place(page)

    steps.home_to_checkout(page)
    steps.choose(page, "way", "ship")
    expect(page.locator("[name=saved]").first).to_be_checked()
    expect(page.locator("label.choice:has([name=saved])").first).to_contain_text("北山街5号2幢")
    expect(page.locator("[name=street]")).to_be_hidden()
    expect(page.locator("[name=name]")).to_have_value("周子墨")
    steps.place(page)
