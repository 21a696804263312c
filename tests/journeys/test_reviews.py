"""From the counter to the product's page: a guest collects, writes with a photograph, and staff read it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.catalog.images import photograph
from tests.journeys import looks, steps, world

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 800}


def collected(guest: Page, clerk: Page) -> str:
    """An order whose pieces are in the guest's hands."""
    steps.home_to_checkout(guest)
    steps.tell(guest)
    steps.collect_at(guest)
    number = steps.place_and_pay(guest)
    steps.sign_in_as(clerk, steps.CLERK, "/staff/scan/")
    world.verdict(clerk, number)
    clerk.locator("[data-confirm] .press.solid").click()
    clerk.locator('[data-outcome="handed_over"]').wait_for()
    return number


def writes(guest: Page, number: str, folder: Path) -> None:
    """The guest finds the question on the orders' page and answers it."""
    picture = folder / "me.jpg"
    picture.write_bytes(photograph(1200, 1600, kind="JPEG").read())
    guest.goto("/orders/?tab=to-review")
    expect(guest.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)
    with guest.expect_navigation():
        guest.get_by_role("link", name="Write a review").first.click()
    assert not looks.sideways(guest)
    assert not [*looks.axe(guest, "light"), *looks.axe(guest, "dark")]
    guest.get_by_role("radio", name="4 stars of 5").check(force=True)
    guest.get_by_label("In your words").fill("Softer than it looks.")
    guest.get_by_label("Photographs").set_input_files(str(picture))
    guest.get_by_role("button", name="Send the review").click()
    guest.wait_for_url(f"**/orders/{number}/#reviews")
    expect(guest.locator("#reviews")).to_contain_text("being read by us")


def approves(staff: Page) -> None:
    """By keys alone: S goes round to the same one, R leads to the reason, A publishes."""
    steps.sign_in_as(staff, steps.ADMIN, "/admin/orders/review/queue/")
    expect(staff.get_by_text("Softer than it looks.")).to_be_visible()
    expect(staff.get_by_role("img", name="Photograph 1")).to_be_visible()
    with staff.expect_navigation():
        staff.keyboard.press("s")
    staff.keyboard.press("r")
    expect(staff.get_by_label("Why it is refused")).to_be_focused()
    staff.locator("h2").first.click()
    with staff.expect_navigation():
        staff.keyboard.press("a")
    expect(staff.get_by_text("Published.")).to_be_visible()


def test_a_guest_reviews_what_they_collected_and_staff_publish_it_by_keys(
    visitor: Callable[..., Page], tmp_path: Path
) -> None:
    guest, clerk, staff = visitor(), visitor(), visitor(viewport=DESK)
    number = collected(guest, clerk)
    writes(guest, number, tmp_path)
    approves(staff)

    title = guest.locator(".line h3").first.inner_text()
    guest.goto(f"/search/?q={title}")
    guest.get_by_role("link", name=re.compile(title)).first.click()
    expect(guest.locator(".buyhead .score")).to_contain_text("of 5")
    expect(guest.locator("#reviews .review").first).to_contain_text("Softer than it looks.")
    guest.goto(guest.url.split("?")[0] + "reviews/")
    assert not looks.sideways(guest)
    assert not [*looks.axe(guest, "light"), *looks.axe(guest, "dark")]
