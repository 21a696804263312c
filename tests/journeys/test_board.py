"""The order board: a guest's parcel goes from paid to the courier, and a selection outlives the refresh."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 800}
WORKSHOP = "/staff/board/workshop/"


def sent_orders(page: Page, count: int) -> list[str]:
    """Paid orders to be sent: what the board calls them."""
    found = []
    for _nth in range(count):
        steps.home_to_checkout(page)
        steps.tell(page)
        steps.send_to(page)
        found.append(steps.place_and_pay(page).partition("-")[2])
    return found


def card(page: Page, lane: str, number: str) -> Locator:
    return page.locator(f'[data-lane="{lane}"] [data-card]', has_text=number)


def test_a_parcel_goes_from_paid_to_the_courier(visitor: Callable[..., Page]) -> None:
    parcel, other = sent_orders(visitor(), 2)
    page = visitor(viewport=DESK)
    steps.sign_in_as(page, steps.ADMIN, WORKSHOP)
    card(page, "paid", parcel).get_by_role("button").click()
    card(page, "picking", parcel).get_by_role("button").click()
    outlives_the_refresh(page, card(page, "paid", other))
    card(page, "packed", parcel).get_by_role("button").click()
    page.locator("[name=carrier_name]").fill("SF Express")
    page.locator("[name^=tracking-]").fill("SF0042")
    page.locator("main form button").click()
    expect(card(page, "gone", parcel)).to_contain_text("SF0042")
    expect(page.locator(".told")).to_have_text("Give to courier: 1")


def outlives_the_refresh(page: Page, waiting: Locator) -> None:
    """What is selected stays selected while the lanes come anew, and the buttons say what they would do."""
    box = waiting.locator("[name=o]")
    box.focus()
    page.keyboard.press("Space")
    pick = page.locator("[data-deed=pick]")
    expect(pick).to_have_text("Start picking 1")
    with page.expect_response(f"**{WORKSHOP}"):
        page.evaluate("htmx.ajax('GET', location.pathname, {target: '#lanes', swap: 'outerHTML'})")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(pick).to_have_text("Start picking 1")
    page.keyboard.press("Escape")
    expect(box).not_to_be_checked()
    expect(pick).to_be_hidden()
