"""Marketing changes a page, sees it on a phone, publishes it, and takes it back."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import looks, steps

pytestmark = pytest.mark.browser

#: Without a scheme of the browser's own making, so that a frame may have one of its own.
DESK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "null"}
MARKETING = steps.Staff("marketing@lune.example", "Tang Yue")


def save(desk: Page, name: str = "_continue") -> None:
    with desk.expect_navigation():
        desk.locator(f"button[name={name}]").first.click()


def open_page(desk: Page, handle: str) -> None:
    desk.goto(f"/admin/catalog/page/?q={handle}")
    desk.goto(desk.locator("#result_list a[href*='/change/']").first.get_attribute("href") or "")


def write(desk: Page, words: str) -> None:
    """The first block's text says the words."""
    desk.locator("#blocks-data .form-group h3").first.click(position={"x": 160, "y": 16})
    desk.locator("#id_blocks-0-text").fill(f"<p>{words}</p>")


def test_a_page_is_changed_previewed_on_a_phone_published_and_restored(visitor: Callable[..., Page]) -> None:
    desk, shopper = visitor(**DESK), visitor()
    first, second = f"First {uuid4().hex[:6]}", f"Second {uuid4().hex[:6]}"
    steps.sign_in_as(desk, MARKETING, "/admin/")
    ears = looks.Ears(desk)
    open_page(desk, "returns")
    block = desk.locator("#blocks-data .form-group").first
    expect(block.locator(".field-line.field-collection")).to_be_hidden()  # no field of a text

    write(desk, first)
    save(desk)
    phone = desk.frame_locator("iframe[name=phone]")
    expect(phone.get_by_text(first)).to_be_visible()
    assert phone.locator("body").evaluate("() => innerWidth") == 390
    assert phone.locator("a[href]").count() == 0
    shopper.goto("/pages/returns/")
    expect(shopper.get_by_text(first)).to_have_count(0)

    desk.locator(".page-phone [name=scheme][value=dark]").check()
    desk.locator(".page-phone [name=language][value=zh-hans]").check()
    expect(phone.locator("html[lang=zh-Hans]")).to_have_count(1)
    assert phone.locator("body").evaluate("() => matchMedia('(prefers-color-scheme:dark)').matches")
    assert ears.take() == []

    save(desk, "_publish")
    shopper.reload()
    expect(shopper.get_by_text(first)).to_be_visible()

    write(desk, second)
    save(desk, "_publish")
    shopper.reload()
    expect(shopper.get_by_text(second)).to_be_visible()

    before = desk.locator(".page-past li", has=desk.locator(".page-state.past")).first
    with desk.expect_navigation():
        before.locator("a[href*='/restore/']").click()
    with desk.expect_navigation():
        desk.locator("main form[method=post] button[type=submit], form[method=post] button").last.click()
    expect(desk.frame_locator("iframe[name=phone]").get_by_text(first)).to_be_visible()
    with desk.expect_navigation():
        desk.locator("form[action$='/do/publish/'] button").click()
    shopper.reload()
    expect(shopper.get_by_text(first)).to_be_visible()


def test_a_moment_is_set_and_cancelled(visitor: Callable[..., Page]) -> None:
    desk = visitor(**DESK)
    steps.sign_in_as(desk, MARKETING, "/admin/")
    open_page(desk, "about")
    desk.locator("a[href$='/do/schedule/']").click()
    desk.locator("[name=at_0]").fill("2040-05-01")
    desk.locator("[name=at_1]").fill("20:00")
    with desk.expect_navigation():
        desk.locator("form[method=post]:has([name=at_0]) button").last.click()
    soon = desk.locator(".page-past li", has=desk.locator(".page-state.soon"))
    expect(soon).to_have_text(re.compile("2040"))
    desk.goto(soon.locator("a[href*='/cancel/']").get_attribute("href") or "")
    with desk.expect_navigation():
        desk.locator("main form[method=post] button[type=submit], form[method=post] button").last.click()
    expect(desk.locator(".page-state.soon")).to_have_count(0)
