"""The pictures of the README, taken from the demo shop as it is served: `make screenshots`.

They are written to `minishop/docs/screenshots/`; `JOURNEY_SHOP=http://…` takes them from an open shop.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.journeys import shop as served
from tests.journeys import steps
from tests.journeys.conftest import ARGS, PHONE

FOLDER = served.ROOT / "minishop" / "docs" / "screenshots"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US"}
PIECE = "/products/arc-bag/"


@contextmanager
def visitor(browser: Browser, address: str, **facts: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=address, **(PHONE | {"device_scale_factor": 2} | facts))
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def take(page: Page, name: str, width: int = 585) -> None:
    """The screen as it stands, small enough to read along with a text."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)  # pictures fade in
    picture = Image.open(BytesIO(page.screenshot()))
    height = round(picture.height * width / picture.width)
    FOLDER.mkdir(parents=True, exist_ok=True)
    small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    small.save(FOLDER / f"{name}.webp", quality=80, method=6)
    print(f"{name}.webp  {(FOLDER / f'{name}.webp').stat().st_size // 1024} kB", flush=True)


def shopper(browser: Browser, address: str) -> str:
    """Home, a piece, checkout, the order with its code; returns the short code."""
    with visitor(browser, address) as page:
        page.goto("/")
        take(page, "home")
        page.goto(PIECE)
        take(page, "product")
        page.locator("#buybar button[value=checkout]").click()
        page.wait_for_url("**/checkout/**")
        steps.tell(page)
        steps.collect_at(page)
        page.wait_for_load_state("networkidle")
        page.evaluate("window.scrollTo(0, 0)")
        page.locator("#toasts .toast").wait_for(state="detached")
        take(page, "checkout")
        number = steps.place_and_pay(page)
        page.wait_for_url(f"**/orders/{number}/thanks/")
        page.locator(".code .qr").scroll_into_view_if_needed()
        take(page, "order")
        return page.locator(".code .short").inner_text()


def in_the_dark(browser: Browser, address: str) -> None:
    with visitor(browser, address, color_scheme="dark", locale="zh-CN") as page:
        page.goto("/")
        take(page, "home-dark-zh")


def counter(browser: Browser, address: str, code: str) -> None:
    """The clerk packs the pieces and scans the code."""
    with visitor(browser, address, **DESK) as page:
        steps.sign_in_as(page, steps.CLERK, "/admin/orders/fulfilment/")
        page.locator("#result_list tbody th a").first.click()
        page.locator("form[action$='/do/ready/'] button").click()
        page.wait_for_load_state()
    with visitor(browser, address) as page:
        steps.sign_in_as(page, steps.CLERK, "/staff/scan/")
        page.locator("#code").fill(code)
        page.locator("#code").press("Enter")
        page.locator("[data-outcome]").wait_for()
        take(page, "scan")


def desk(browser: Browser, address: str) -> None:
    """The demo's past fills the lists."""
    with visitor(browser, address, **DESK, device_scale_factor=1) as page:
        steps.sign_in_as(page, steps.ADMIN, "/admin/")
        take(page, "overview", width=1280)
        page.goto("/admin/orders/order/")
        take(page, "admin", width=1280)
        page.goto(f"/staff/board/{steps.WUKANG}/")
        take(page, "board", width=1280)


def main() -> None:
    address = served.open_shop()
    try:
        with sync_playwright() as running:
            browser = running.chromium.launch(executable_path=chromium.path(), args=ARGS)
            code = shopper(browser, address)
            in_the_dark(browser, address)
            counter(browser, address, code)
            desk(browser, address)
            browser.close()
    finally:
        served.leave_shop()


if __name__ == "__main__":
    main()
