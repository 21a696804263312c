"""The bag answers the finger, not the network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import world

pytestmark = pytest.mark.browser

LINE = "**/bag/lines/*/"


@pytest.fixture
def bag(visitor: Callable[..., Page]) -> Page:
    """A guest's bag with one piece in it."""
    page = visitor()
    world.fill_bag(page)
    page.goto("/bag/")
    expect(page.locator(".step output")).to_have_text("1")
    return page


def hold_back(page: Page) -> list[Route]:
    """The bag's requests wait from now on until they are let go."""
    held: list[Route] = []
    page.route(LINE, lambda route: held.append(route))  # noqa: PLW0108  (playwright marks what it is given)
    return held


def test_quick_taps_are_counted_at_once_and_go_out_as_one_number(bag: Page) -> None:
    held = hold_back(bag)
    for _tap in range(3):
        bag.locator("button[name=more]").click()
    expect(bag.locator(".step output")).to_have_text("4")
    expect(bag.locator("#due .sum")).to_have_attribute("aria-busy", "true")
    bag.wait_for_timeout(600)
    assert [route.request.post_data_json["quantity"] for route in held] == ["4"]
    held[0].continue_()
    expect(bag.locator("#due .sum[aria-busy=true]")).to_have_count(0)
    expect(bag.locator(".tabbar .badge")).to_contain_text("4")
    bag.reload()
    expect(bag.locator(".step output")).to_have_text("4")


def test_taps_during_an_answer_are_not_taken_back_by_it(bag: Page) -> None:
    held = hold_back(bag)
    bag.locator("button[name=more]").click()
    bag.wait_for_timeout(500)
    bag.locator("button[name=more]").click()
    held[0].continue_()
    bag.wait_for_timeout(700)
    expect(bag.locator(".step output")).to_have_text("3")
    held[1].continue_()
    expect(bag.locator(".tabbar .badge")).to_contain_text("3")
    bag.reload()
    expect(bag.locator(".step output")).to_have_text("3")


def test_a_number_that_did_not_reach_the_shop_goes_back(bag: Page) -> None:
    bag.context.set_offline(True)
    bag.locator("button[name=more]").click()
    expect(bag.locator(".step output")).to_have_text("2")
    expect(bag.locator("#toasts .toast")).to_be_visible()
    expect(bag.locator(".step output")).to_have_text("1")


def test_a_piece_taken_out_is_gone_at_once_and_undo_brings_it_back_without_a_new_page(bag: Page) -> None:
    held = hold_back(bag)
    bag.evaluate("() => { window.same = true }")
    bag.locator("button[name=less]").click()
    expect(bag.locator(".line")).to_be_hidden()
    bag.wait_for_timeout(500)
    held[0].continue_()
    bag.locator("#toasts form button").click()
    expect(bag.locator(".line")).to_be_visible()
    expect(bag.locator(".step output")).to_have_text("1")
    assert bag.evaluate("() => window.same")


def test_a_line_that_could_not_be_taken_out_is_there_again(bag: Page) -> None:
    bag.route(LINE, lambda route: route.fulfill(status=503, body="away"))
    bag.locator("button[name=less]").click()
    expect(bag.locator(".line")).to_be_hidden()
    expect(bag.locator(".line")).to_be_visible()
    expect(bag.locator(".step output")).to_have_text("1")
