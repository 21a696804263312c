"""The member code in a phone's hand: read from a screenshot, going on without a line, and read at a till."""

import json
from collections.abc import Callable
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import steps, world

pytestmark = pytest.mark.browser


def read(page: Page) -> set[str]:
    """What a machine reads of the screen: the square and the bars."""
    page.mouse.move(0, 0)
    return {one.text for one in zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))}


def test_it_goes_on_without_a_line_and_is_read_in_the_dark(visitor: Callable[..., Page]) -> None:
    phone = visitor(color_scheme="dark")
    world.sign_in(phone)
    phone.clock.install()
    phone.goto("/code/")
    told = json.loads(phone.locator("member-code").get_attribute("data-codes") or "")
    held = [code for code, _drawing in told["codes"]]
    assert read(phone) == {held[0]}
    square = phone.locator(".qr").bounding_box()
    assert square is not None
    assert square["width"] == square["height"] >= 240
    phone.context.set_offline(True)
    phone.clock.fast_forward(46_000)
    expect(phone.locator(".digits")).not_to_have_attribute("aria-label", " ".join(_groups(held[0])))
    assert read(phone) == {held[1]}
    phone.clock.fast_forward(11 * 60_000)
    expect(phone.locator("[data-stale]")).to_be_visible()
    phone.context.set_offline(False)


def test_the_phone_shows_the_receipt_as_soon_as_the_till_counted_it(
    visitor: Callable[..., Page],
) -> None:
    phone, till = visitor(), visitor()
    world.sign_in(phone)
    steps.sign_in_as(till, steps.CLERK, "/staff/scan/")
    phone.goto("/code/")
    digits = phone.locator(".digits").get_attribute("aria-label") or ""
    world.verdict(till, digits, "member")
    till.locator("[name=receipt]").fill(f"J-{digits[-7:]}")
    till.locator("[name=amount]").fill("1200")
    till.locator(".press.solid").click()
    expect(till.locator('[data-outcome="take"]')).to_contain_text("1,200")
    till.locator("[data-confirm] .press.solid").click()
    till.locator('[data-outcome="counted"]').wait_for()
    phone.wait_for_url("**/code/receipts/*/")
    expect(phone.locator(".slip")).to_contain_text("1,200.00")


def _groups(digits: str) -> list[str]:
    return [digits[place : place + 4] for place in range(0, len(digits), 4)]
