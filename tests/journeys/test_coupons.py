"""A coupon's life in a browser: claimed, applied, chosen by hand, by a code, missing a little, used, back."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps, world

pytestmark = pytest.mark.browser


@pytest.fixture
def admin(visitor: Callable[..., Page]) -> Page:
    """Somebody who makes the coupons that this journey is about."""
    page = visitor(viewport={"width": 1280, "height": 900})
    steps.sign_in_as(page, steps.ADMIN, "/admin/")
    return page


def make(admin: Page, **told: str) -> str:
    """A coupon made in the admin's form; its title, which nobody else has."""
    # no word: Chinese pages may show it meanwhile
    title = f"{told.pop('title')} {uuid4().int % 10**8}"
    admin.goto("/admin/members/coupon/add/")
    admin.locator("[name=title]").fill(title)
    for name, value in told.items():
        box = admin.locator(f"[name={name}]")
        box.select_option(value) if name in {"kind", "way", "stack"} else box.fill(value)
    with admin.expect_navigation():
        admin.locator("[name=_save]").click()
    return title


def test_a_coupon_is_claimed_used_and_comes_back(visitor: Callable[..., Page], admin: Page) -> None:
    code = f"SPRING{uuid4().hex[:6]}".upper()
    claimed = make(admin, title="月升", value="20")
    coded = make(admin, title="春日", value="5", way="code", shared_code=code)
    large = make(admin, title="满额", value="500", threshold="90000")
    page = visitor()
    world.sign_in(page)
    for title in (claimed, large):
        page.goto("/coupons/")
        page.get_by_role("button", name=f"Claim {title}").click()
        page.wait_for_url("**/me/coupons/")
    world.fill_bag(page)
    page.goto("/bag/")
    expect(page.locator("#bag")).to_contain_text(claimed)
    expect(page.locator("#bag .why")).to_contain_text("more and it takes off")
    page.goto("/bag/coupons/")
    expect(page.locator("main")).to_contain_text("more and it takes off ¥500")
    page.locator("[name=voucher]").fill(code.lower())
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/bag/")
    page.goto("/bag/coupons/")
    page.get_by_role("checkbox", name=re.compile(f": {claimed}")).uncheck()
    page.get_by_role("checkbox", name=re.compile(f": {coded}")).check()
    page.get_by_role("button", name="Use the ticked ones").click()
    page.wait_for_url("**/bag/")
    expect(page.locator("#bag")).to_contain_text("Chosen by you")
    number = order(page)
    page.goto("/me/coupons/")
    expect(page.locator("main")).to_contain_text(number)
    page.goto(f"/orders/{number}/")
    expect(page.locator("main")).to_contain_text(coded)
    with page.expect_navigation():
        page.eval_on_selector("form[action$='/cancellation/']", "form => form.submit()")
    page.goto("/me/coupons/")
    expect(page.locator("main")).to_contain_text(coded)
    expect(page.locator("main")).not_to_contain_text(number)


def order(page: Page) -> str:
    """The bag's order, placed and not paid."""
    page.goto("/checkout/")
    steps.tell(page, phone="13900139000")
    steps.collect_at(page, steps.WUKANG)
    return steps.place(page)
