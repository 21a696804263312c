"""Back, after someone has gone: the browser kept nothing of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import steps, world

pytestmark = pytest.mark.browser

NAME, PHONE = "Aurelia Marker", "13811112345"
BAG_LINE = "form[action^='/bag/lines/']"


def shopped(page: Page) -> tuple[list[str], dict[str, str]]:
    """A member with a name, an order and a bag: the pages that tell of them, and their words."""
    world.sign_in(page)
    page.goto("/me/profile/")
    page.locator("input[name=name]").fill(NAME)
    page.locator("main form button.primary, .buybar button.primary").first.click()
    steps.home_to_checkout(page)
    steps.tell(page, name=NAME, phone=PHONE)
    steps.send_to(page)
    number = steps.place_and_pay(page)
    page.wait_for_url(f"**/orders/{number}/thanks/")
    world.fill_bag(page)
    words = {"name": NAME, "phone": PHONE[-4:], "order": number}
    return [f"/orders/{number}/", "/bag/", "/checkout/", "/me/settings/", "/orders/", "/me/"], words


def told(page: Page, words: dict[str, str]) -> set[str]:
    """Which of the words the visitor can read, and "bag" where a line of a bag is shown."""
    values = page.locator("input, textarea").evaluate_all("all => all.map((one) => one.value)")
    text = " ".join([page.title(), page.locator("body").inner_text(), *values])
    lines = {"bag"} if page.locator(BAG_LINE).count() else set()
    return lines | {what for what, word in words.items() if word in text}


def test_back_after_signing_out_shows_the_next_visitor_nothing_of_the_member(
    visitor: Callable[..., Page],
) -> None:
    page = visitor()
    paths, words = shopped(page)
    seen = set()
    for path in paths:
        page.goto(path)
        seen |= told(page, words)
    assert seen == {"bag", *words}, "the walk has seen what it guards"

    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url(lambda url: not url.endswith("/me/"))

    for _ in paths:
        page.go_back()
        page.wait_for_load_state("networkidle")
        assert not told(page, words), page.url


def test_back_after_signing_out_of_the_admin_shows_nothing_of_an_order(visitor: Callable[..., Page]) -> None:
    page, guest = visitor(viewport={"width": 1280, "height": 900}), visitor()
    steps.home_to_checkout(guest)
    steps.tell(guest, name=NAME, phone=PHONE)
    steps.send_to(guest)
    words = {"name": NAME, "phone": PHONE[-4:], "order": steps.place_and_pay(guest)}
    steps.sign_in_as(page, steps.ADMIN, f"/admin/orders/order/?q={words['order']}")
    page.locator("#result_list tbody tr a").first.click()
    page.wait_for_url("**/change/**")
    assert told(page, words) == set(words), "the page tells what it guards"

    with page.expect_navigation():
        page.eval_on_selector("form[action='/admin/logout/']", "form => form.submit()")
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert not told(page, words), page.url
