"""What a first visit costs a phone: bytes on the wire, requests, nodes, and nothing that jumps."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

KB = 1024
#: For a whole page, and for each kind of thing on it, over the wire.
WHOLE = {"/": 220 * KB, "/shop/": 220 * KB, "product": 180 * KB, "/bag/": 120 * KB}
KINDS = {"Script": 40 * KB, "Stylesheet": 15 * KB, "Font": 40 * KB}
LARGEST_PICTURE = 60 * KB
REQUESTS, NODES = 25, 600
#: A line that settles by a few pixels while its face arrives, and nothing that an eye could call a jump.
STILL = 0.001

SHIFTS = """() => new Promise((done) => {
  let sum = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => done(sum), 500)
})"""


@dataclass
class Visit:
    """What one page loaded."""

    kinds: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    nodes: int = 0
    shift: float = 0.0

    def of(self, kind: str) -> list[int]:
        return [size for request, size in self.sizes.items() if self.kinds.get(request) == kind]

    @property
    def summary(self) -> str:
        kinds = Counter(self.kinds.values())
        return ", ".join(f"{count} {kind} {sum(self.of(kind)) / KB:.1f} KB" for kind, count in kinds.items())


def visit(page: Page, path: str) -> Visit:
    seen = Visit()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": False})

    def asked(event: dict) -> None:
        if not event["request"]["url"].startswith("data:"):
            seen.kinds[event["requestId"]] = event["type"]

    def arrived(event: dict) -> None:
        if event["requestId"] in seen.kinds:
            seen.sizes[event["requestId"]] = int(event["encodedDataLength"])

    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.loadingFinished", arrived)
    page.goto(path, wait_until="networkidle")
    seen.shift = page.evaluate(SHIFTS)
    seen.nodes = page.evaluate("document.querySelectorAll('*').length")
    return seen


@pytest.fixture
def a_product(visitor: Callable[..., Page]) -> str:
    page = visitor()
    page.goto("/shop/")
    return page.locator(".card a[href^='/products/']").first.get_attribute("href") or ""


@pytest.mark.parametrize("path", list(WHOLE))
def test_a_first_visit_stays_within_its_budget(
    visitor: Callable[..., Page], a_product: str, path: str
) -> None:
    seen = visit(visitor(), a_product if path == "product" else path)
    over = {kind: sum(seen.of(kind)) for kind, most in KINDS.items() if sum(seen.of(kind)) > most}
    assert not over, seen.summary
    assert max(seen.of("Image"), default=0) <= LARGEST_PICTURE, seen.summary
    assert sum(seen.sizes.values()) <= WHOLE[path], seen.summary
    assert len(seen.kinds) <= REQUESTS, seen.summary
    assert seen.nodes <= NODES
    assert seen.shift < STILL
