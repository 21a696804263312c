"""Every public page on a small phone: nothing sideways, nothing refused by its policy, nothing heavy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NOWHERE = "/no/such/page/"
PAGES = [
    "/",
    "/shop/",
    "/shop/filters/",
    "/products/arc-bag/",
    "/products/silk-veil-lipstick/choose/",
    "/search/?q=lip",
    "/stories/what-osmanthus-remembers/",
    "/pages/about/",
    "/stores/",
    "/bag/",
    "/orders/",
    "/me/",
    "/sign-in/",
    "/privacy/",
    "/offline/",
    NOWHERE,
]
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
NODES = "document.querySelectorAll('*').length"
SHIFT = """new Promise(done => {
  let moved = 0
  const add = (list) => list.getEntries().forEach((entry) => { moved += entry.value })
  new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true})
  setTimeout(() => done(moved), 200)
})"""


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_small_phone_and_keeps_its_policy(visitor: Callable[..., Page], address: str):
    page = visitor(viewport={"width": 320, "height": 640}, locale="zh-CN")
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == (404 if address == NOWHERE else 200)
    page.wait_for_load_state("load")
    assert not page.evaluate(SIDEWAYS)
    assert page.evaluate(NODES) <= 600
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert refused == []


@pytest.mark.parametrize(("address", "limit"), [("/products/arc-bag/", 180_000), ("/shop/", 220_000)])
def test_a_first_visit_stays_within_its_weight(visitor: Callable[..., Page], address: str, limit: int):
    page = visitor(service_workers="block", device_scale_factor=2)
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(int(told["encodedDataLength"])))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert sum(sizes) <= limit
    assert len(sizes) <= 25
    assert page.evaluate(SHIFT) < 0.01


def test_the_shop_reads_without_a_script(visitor: Callable[..., Page]):
    page = visitor(java_script_enabled=False)
    page.goto("/shop/")
    page.click(".card a >> nth=0")
    assert page.locator("h1").inner_text()
    page.click("text=Add to bag")
    assert page.locator("#toasts").inner_text()
    page.goto("/bag/")
    assert "1 piece" in page.locator("main").inner_text()
