"""From home to the counter: a guest buys on a phone, and the till's camera reads what he shows."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import clip, steps

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


def bought(page: Page) -> tuple[str, bytes]:
    """A paid order to collect: its number, and the screen that is shown at the counter."""
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.collect_at(page)
    number = steps.place_and_pay(page)
    page.wait_for_url(f"**/orders/{number}/thanks/")
    code = page.locator(".code .qr")
    expect(code).to_be_visible()
    code.scroll_into_view_if_needed()
    return number, page.screenshot()


def read(screenshot: bytes) -> str:
    found = zxingcpp.read_barcode(Image.open(BytesIO(screenshot)))
    assert found, "no code could be read from the screenshot"
    return found.text


def hands_over(page: Page, number: str, verdict: str) -> None:
    """The camera finds the code; the person confirms; a second scan says when, where and by whom."""
    steps.sign_in_as(page, steps.CLERK, "/staff/scan/")
    answer = page.locator(f'[data-outcome="{verdict}"]')
    expect(answer).to_be_visible()
    expect(answer).to_contain_text(number)
    page.locator("[data-confirm] .press.solid").click()
    expect(page.locator('[data-outcome="handed_over"]')).to_be_visible()
    page.locator("[data-next]").click()
    again = page.locator('[data-outcome="already_collected"]')
    expect(again).to_be_visible()
    expect(again.locator("dd").nth(0)).not_to_be_empty()
    expect(again.locator("dd").nth(2)).to_have_text(steps.CLERK.name)
    expect(again).to_contain_text(number)


@pytest.mark.parametrize(("locale", "is_packed"), [("en-US", True), ("zh-CN", False)])
def test_a_guest_buys_on_a_phone_and_collects_with_the_code(
    visitor: Callable[..., Page], till: Callable[[Path], Page], tmp_path: Path, locale: str, is_packed: bool
) -> None:
    page = visitor(locale=locale)
    number, screenshot = bought(page)
    assert len(read(screenshot)) == 20
    if is_packed:
        steps.pack(visitor(viewport=DESK), number)
    counter = till(clip.film(screenshot, tmp_path / "counter.mjpeg"))
    hands_over(counter, number, "previewed" if is_packed else "not_ready")
    expect(counter.locator("[data-outcome]")).to_contain_text("Wukang Road")
    page.goto(f"/orders/{number}/")
    assert page.locator(".moons").is_visible()
    assert page.locator(".buybar").count() == 0


def test_without_javascript_the_whole_way_to_the_paid_order_works(visitor: Callable[..., Page]) -> None:
    page = visitor(java_script_enabled=False)
    _number, screenshot = bought(page)
    assert len(read(screenshot)) == 20


def test_a_guest_pays_in_the_store_and_the_till_takes_the_money(visitor: Callable[..., Page]) -> None:
    page = visitor()
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.collect_at(page)
    steps.place(page)
    steps.choose(page, "method", "offline")
    page.locator("button[form=pay]").click()
    page.wait_for_url("**/thanks/")
    short = page.locator(".code .short").inner_text()

    counter = visitor()
    steps.sign_in_as(counter, steps.CLERK, "/staff/scan/")
    counter.locator("#code").fill(short.lower())
    counter.locator("#code").press("Enter")
    expect(counter.locator('[data-outcome="to_pay"]')).to_contain_text("¥")
    counter.locator("[data-confirm] .press.solid").click()
    expect(counter.locator('[data-outcome="handed_over"]')).to_be_visible()


@pytest.mark.parametrize("script", ["decline", "slow", "lost"])
def test_whatever_the_bank_says_nobody_is_told_failed_while_it_is_unknown(
    visitor: Callable[..., Page], script: str
) -> None:
    page = visitor()
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.collect_at(page)
    number = steps.place_and_pay(page, script)
    notice = page.locator("[role=alert]")
    if script == "decline":
        page.wait_for_url(f"**/pay/{number}/")
        expect(notice).to_be_visible()
        return
    expect(notice).to_have_count(0)
    page.wait_for_url(f"**/orders/{number}/thanks/", timeout=90_000)
    expect(page.locator(".code .qr")).to_be_visible()
