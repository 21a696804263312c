"""A guest becomes a member, and takes along what came before: a bag, an order, and another account."""

import random
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import steps, world

pytestmark = pytest.mark.browser


def phone() -> str:
    return f"139{random.randrange(10**8):08d}"


def in_the_client_book(admin: Page, *, phone: str, email: str) -> None:
    """The house has known someone for years, by both."""
    steps.sign_in_as(admin, steps.ADMIN, "/admin/members/user/add/")
    admin.locator("[name=email]").fill(email)
    admin.locator("[name=phone]").fill(f"+86{phone}")
    admin.locator("[name=_save]").click()
    admin.wait_for_url("**/members/user/**")


def buy(page: Page, phone: str) -> str:
    steps.home_to_checkout(page)
    steps.tell(page, phone=phone)
    steps.collect_at(page)
    return steps.place_and_pay(page)


def listed(page: Page, number: str) -> Locator:
    return page.locator(f"main a.thumbs[href='/orders/{number}/']")


def test_bag_order_and_older_account_come_along(visitor: Callable[..., Page]) -> None:
    mine, of_old, address = phone(), phone(), f"lin-{uuid4().hex[:8]}@example.com"
    in_the_client_book(visitor(viewport={"width": 1280, "height": 900}), phone=of_old, email=address)
    older, page = visitor(), visitor()
    steps.sign_in_by_phone(older, of_old)
    bought_long_ago = buy(older, of_old)

    bought = buy(page, mine)
    world.fill_bag(page)
    steps.sign_in_by_phone(page, mine)
    page.goto("/bag/")
    expect(page.locator(".step output")).to_have_text("1")

    page.goto("/orders/")
    page.locator("form[action='/orders/claims/'] button").click()
    page.context.clear_cookies(name="orders")
    page.goto("/orders/")
    expect(page.locator("form[action='/orders/claims/']")).to_have_count(0)
    expect(listed(page, bought)).to_be_visible()
    expect(listed(page, bought_long_ago)).to_have_count(0)

    page.goto("/me/sign-in/")
    page.locator("main a[href='/me/sign-in/email/']").click()
    page.locator("main [name=email]").fill(address)
    page.locator("main form button.primary").click()
    steps.type_code(page, address)
    page.wait_for_url("**/me/sign-in/joining/")
    expect(page.locator("main ul.plain")).to_contain_text("1 order")
    page.locator("main form button.primary").click()
    page.wait_for_url("**/me/sign-in/")
    expect(page.locator("main")).to_contain_text(address)

    page.goto("/orders/")
    for number in (bought, bought_long_ago):
        expect(listed(page, number)).to_be_visible()
    older.goto("/me/")
    expect(older.locator("main a[href='/sign-in/']")).to_be_visible()


def by_wechat(page: Page) -> None:
    """In by the rehearsal's WeChat, which takes no code."""
    page.locator("main a[href^='/sign-in/wechat/']").click()
    page.locator("button[name=who][value=lin]").click()


def test_a_form_of_a_session_ended_elsewhere_is_saved_after_all(visitor: Callable[..., Page]) -> None:
    other, page, name = visitor(), visitor(), f"Lin {uuid4().hex[:8]}"
    for browser in (other, page):
        browser.goto("/sign-in/?next=/me/profile/")
        by_wechat(browser)
        browser.wait_for_url("**/me/profile/")
    page.locator("main [name=name]").fill(name)

    other.goto("/me/devices/")
    other.locator("main form[action^='/me/devices/'] button[aria-label]").first.click()
    other.wait_for_load_state("load")
    page.locator("main form button.primary").click()
    page.wait_for_url("**/sign-in/?next=/sign-in/resume/")
    by_wechat(page)
    page.wait_for_url("**/sign-in/resume/")
    other.goto("/me/profile/")
    expect(other.locator("main [name=name]")).not_to_have_value(name)

    page.locator("main form button.primary").click()
    page.wait_for_url("**/me/settings/")
    other.reload()
    expect(other.locator("main [name=name]")).to_have_value(name)
