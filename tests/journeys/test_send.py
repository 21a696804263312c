"""From home to a parcel: a guest buys on a phone, staff send it from the admin, the guest follows it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser


def bought(page: Page) -> str:
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.send_to(page)
    number = steps.place_and_pay(page)
    page.wait_for_url(f"**/orders/{number}/thanks/")
    return number


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_a_guest_buys_on_a_phone_and_staff_send_it(visitor: Callable[..., Page], locale: str) -> None:
    page = visitor(locale=locale)
    number = bought(page)
    expect(page.locator(".code")).to_have_count(0)

    desk = visitor(viewport={"width": 1280, "height": 900})
    steps.send(desk, number, "SF Express", "SF 1402 8837 3301")

    page.goto(f"/orders/{number}/")
    expect(page.locator(".moons")).to_contain_text("SF Express SF 1402 8837 3301")
    page.goto("/orders/?tab=to-receive")
    expect(page.locator(f"a[href='/orders/{number}/']").first).to_be_visible()


def test_without_javascript_a_parcel_is_ordered_and_paid(visitor: Callable[..., Page]) -> None:
    page = visitor(java_script_enabled=False)
    bought(page)
    expect(page.locator(".done h1")).to_be_visible()
