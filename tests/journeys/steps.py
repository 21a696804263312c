"""What people do in the shop, found by what a page is made of and never by its language."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

#: htmx listens to what it brought only after it has settled, in ms: too soon for no hand but a robot’s.
SETTLES = 100
WUKANG = "wukang-road"
TAIKOO = "taikoo-li"


@dataclass(frozen=True, slots=True)
class Staff:
    email: str
    name: str
    password: str = "moonrise"


CLERK = Staff("wukang@lune.example", "Gu Lan")
ADMIN = Staff("admin@lune.example", "Shen Yu")


def choose(page: Page, name: str, value: str) -> None:
    """One row of a list of choices."""
    page.locator("label.choice", has=page.locator(f'input[name="{name}"][value="{value}"]')).click()


def home_to_checkout(page: Page) -> None:
    """From home through the shop to a piece, and straight to checkout with it."""
    page.goto("/")
    page.locator(".tabbar a[href='/shop/']").click()
    page.locator(".card a[href^='/']").first.click()
    expect(page.locator("#buybar")).to_be_visible()
    page.locator("#buybar button[value=checkout]").click()
    page.wait_for_url("**/checkout/**")


def tell(page: Page, *, name: str = "Wen Li", phone: str = "13900139000") -> None:
    """Who it is for."""
    page.locator("[name=name]").fill(name)
    page.locator("[name=phone]").fill(phone)


def collect_at(page: Page, store: str = WUKANG) -> None:
    choose(page, "way", "pickup")
    choose(page, "store", store)


def send_to(page: Page) -> None:
    """To an address in Shanghai."""
    choose(page, "way", "ship")
    choose_region(page, "Shanghai", "上海市", "徐汇区")
    page.locator("[name=street]").fill("Huaihai Middle Road 1045")


def choose_region(page: Page, *names: str) -> None:
    """Province, city and district, each from what the one before brought; without a script a button asks."""
    page.wait_for_load_state("networkidle")  # what the choice before brought is there
    scripted = page.evaluate("Boolean(window.htmx)")
    for part, name in zip(("province", "city", "district"), names, strict=True):
        box = page.locator(f"[name={part}]")
        if not scripted and part != "province":
            page.locator("button[value=region]").click()
            page.wait_for_load_state("load")
        box.locator(f'option[value="{name}"]').wait_for(state="attached")
        if scripted and part != "district":
            with page.expect_response("**/regions/**"):
                box.select_option(name)
            page.wait_for_timeout(SETTLES)
        else:
            box.select_option(name)


def place(page: Page) -> str:
    """The order is placed, after accepting a total that changed with the way it travels; its number."""
    page.wait_for_load_state("networkidle")
    with page.expect_navigation():
        page.locator("button[form=co]").click()
    if "/checkout/" in page.url:
        page.locator("button[form=co]").click()
    page.wait_for_url("**/pay/**")
    number = re.search(r"/pay/([^/]+)/", page.url)
    assert number
    return number[1]


def place_and_pay(page: Page, script: str = "approve") -> str:
    """The order is placed, and the bank answers as asked; returns the order's number."""
    number = place(page)
    choose(page, "method", "sandbox")
    page.locator("button[form=pay]").click()
    page.wait_for_url("**/sandbox/**")
    choose(page, "script", script)
    page.locator("button[form=outcome]").click()
    page.wait_for_url(re.compile(r"/(orders|pay)/"))
    return number


def type_code(page: Page, address: str) -> None:
    """The digits that the demo’s outbox shows for the address."""
    page.locator("[name=code]").wait_for()
    letters = page.context.new_page()
    letters.goto("/demo/outbox/")
    code = re.search(r"\b\d{6}\b", letters.locator("article", has_text=address).first.inner_text())
    letters.close()
    assert code
    page.locator("[name=code]").fill(code[0])
    if page.locator("[name=code]").count():
        page.locator("main form button.primary").first.click()


def sign_in_by_phone(page: Page, phone: str) -> None:
    """In by a code to a mainland number."""
    page.goto("/sign-in/?again=1&next=/me/")
    page.locator("[name=phone]").fill(phone)
    page.locator("main form button.primary").first.click()
    type_code(page, f"+86{phone}")
    page.wait_for_url("**/me/")


def parcel_in_the_admin(page: Page, number: str) -> None:
    """An admin opens what a store does for the order."""
    sign_in_as(page, ADMIN, f"/admin/orders/fulfilment/?q={number}")
    open_parcel(page)


def open_parcel(page: Page) -> None:
    """The one found in the list."""
    page.locator("#result_list tbody tr a").first.click()
    page.locator("[action*='/do/ready/'], a[href*='/do/ship/']").first.wait_for()


def pack(page: Page, number: str) -> None:
    """The pieces are packed and ready."""
    parcel_in_the_admin(page, number)
    page.locator("form[action*='/do/ready/'] button").click()
    page.wait_for_load_state("load")


def send(page: Page, number: str, carrier: str, tracking: str) -> None:
    """The parcel is with the courier."""
    parcel_in_the_admin(page, number)
    ship(page, carrier, tracking)


def dispatch(page: Page, number: str, carrier: str, tracking: str) -> None:
    """The same by an admin who is in already."""
    page.goto(f"/admin/orders/fulfilment/?q={number}")
    open_parcel(page)
    ship(page, carrier, tracking)


def ship(page: Page, carrier: str, tracking: str) -> None:
    page.locator("a[href*='/do/ship/']").first.click()
    page.locator("[name=carrier]").fill(carrier)
    page.locator("[name=tracking]").fill(tracking)
    page.locator("form:has([name=tracking]) [type=submit]").first.click()
    page.wait_for_url("**/change/")


def arrive(page: Page) -> None:
    """The parcel whose page is open has arrived."""
    page.locator("form[action*='/do/deliver/'] button").click()
    page.locator("form[action*='/do/deliver/']").wait_for(state="detached")


def sign_in_as(page: Page, staff: Staff, to: str) -> None:
    """Staff open a page of theirs and are let in on the way."""
    page.goto(to)
    page.locator("input[name=username]").fill(staff.email)
    page.locator("input[name=password]").fill(staff.password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(f"**{to}")
