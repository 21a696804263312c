"""Back again: what was bought is handed over, asked back with a photograph, received and paid back."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


def collected(page: Page, till: Page) -> str:
    """A guest's order, handed over at the counter."""
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.collect_at(page)
    number = steps.place_and_pay(page)
    steps.sign_in_as(till, steps.CLERK, "/staff/scan/")
    till.locator("#code").fill(number)
    till.locator("#code").press("Enter")
    till.locator("[data-confirm] .press.solid").click()
    till.locator('[data-outcome="handed_over"]').wait_for()
    return number


def a_scratch() -> dict[str, object]:
    file = BytesIO()
    Image.new("RGB", (900, 1200), "#6b2f4e").save(file, "JPEG")
    return {"name": "scratch.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def asks(page: Page, number: str, kind: str) -> str:
    """It is damaged, as the photograph shows, and is brought to the house; the return's number."""
    page.goto(f"/orders/{number}/")
    page.locator(f"a[href='/orders/{number}/returns/new/']").click()
    steps.choose(page, "reason", "faulty")
    with page.expect_response("**/returns/new/"):
        steps.choose(page, "kind", kind)
    expect(page.locator("#amount .total data")).to_be_visible()
    steps.choose(page, "back", "store")
    page.set_input_files("[name=photos]", [a_scratch()])
    page.locator("button[form=ask]").click()
    expect(page.locator("#amount .total data")).to_be_visible()
    page.locator("button[form=send]").click()
    page.wait_for_url("**-R1/")
    return f"{number}-R1"


def takes_in(till: Page, back: str) -> None:
    """The clerk reads the return's code and says that the pieces are here."""
    till.goto("/staff/scan/")
    till.locator("#code").fill(back)
    till.locator("#code").press("Enter")
    till.locator('[data-outcome="return"] + .next .press.solid').click()
    expect(till.locator("form.typed[action*=returns]")).to_have_count(0)


def agrees(desk: Page, back: str) -> None:
    """Customer service agrees, unless it was agreed at once."""
    steps.sign_in_as(desk, steps.ADMIN, f"/admin/orders/return/?q={back}")
    desk.locator("#result_list tbody tr a").first.click()
    door = desk.locator("a[href*='/do/agree/']")
    if door.count():
        door.click()
        desk.locator("form:has([name=answer]) [type=submit]").first.click()
    expect(desk.locator("a[href*='/do/receive/']")).to_be_visible()


@pytest.mark.parametrize(("kind", "words"), [("return", "back"), ("exchange", "exchange")])
def test_what_was_handed_over_comes_back_for_money_or_for_another(
    visitor: Callable[..., Page], kind: str, words: str
) -> None:
    page, till = visitor(), visitor(viewport=DESK)
    number = collected(page, till)
    back = asks(page, number, kind)
    agrees(visitor(viewport=DESK), back)
    takes_in(till, back)
    page.reload()
    expect(page.locator("h1")).to_contain_text(words)
    expect(page.locator(".moons")).to_contain_text("Received")
