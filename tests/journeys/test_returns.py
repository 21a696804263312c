"""Back again: what was bought is handed over, asked back with a photograph, received and paid back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import after_sale, steps, world

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


def collected(page: Page, till: Page) -> str:
    """A guest's order, handed over at the counter."""
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.collect_at(page)
    number = steps.place_and_pay(page)
    steps.sign_in_as(till, steps.CLERK, "/staff/scan/")
    world.verdict(till, number)
    till.locator("[data-confirm] .press.solid").click()
    till.locator('[data-outcome="handed_over"]').wait_for()
    return number


@pytest.mark.parametrize(("kind", "words"), [("return", "back"), ("exchange", "exchange")])
def test_what_was_handed_over_comes_back_for_money_or_for_another(
    visitor: Callable[..., Page], kind: str, words: str
) -> None:
    page, till = visitor(), visitor(viewport=DESK)
    number = collected(page, till)
    after_sale.fills_in(page, number, kind=kind)
    back = after_sale.sends(page, number)
    desk = visitor(viewport=DESK)
    steps.sign_in_as(desk, steps.ADMIN, "/admin/")
    after_sale.agrees(desk, back)
    world.verdict(till, back, "return")
    after_sale.takes_in(till)
    page.reload()
    expect(page.locator("h1")).to_contain_text(words)
    expect(page.locator(".moons")).to_contain_text("Received")
