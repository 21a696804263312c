"""What a browser says of a page: broken policies, axe, sideways scrolling."""

import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
#: Colours fade into each other for so long, in ms.
SETTLED = 250
#: A narrow phone, and a phone of 390 px whose reader enlarged everything to 200 %.
NARROW = ({"width": 320, "height": 640}, {"width": 195, "height": 422})


#: What the browser or its driver says of itself, and a page that is not there, which the walk checks itself.
NOISE = (
    "404 (Not Found)",
    "400 (Bad Request)",
    "GL Driver Message",
    "blocked by Playwright",
    "Transition was aborted",  # a page was left while the browser still faded it in
)


@dataclass
class Ears:
    """Everything a page complained of since the last time it was asked."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._heard("error", str(error)))
        self.page.on("response", self._response)

    def take(self) -> list[str]:
        heard, self.heard = self.heard, []
        return heard

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._heard(message.type, message.text)

    def _heard(self, kind: str, text: str) -> None:
        if not any(noise in text for noise in NOISE):
            self.heard.append(f"{kind}: {text}")

    def _response(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 400 and not is_page:
            self.heard.append(f"{response.status} {response.url}")


def axe(page: Page, scheme: str) -> list[str]:
    """What axe finds in one colour scheme."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    if scheme == "dark":
        page.wait_for_timeout(SETTLED)
    found: dict[str, Any] = Axe().run(page, options=RULES).response
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return [
        f"{scheme}: {rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


OVER = """() => {
  const root = document.scrollingElement
  const wide = innerWidth
  if (root.scrollWidth <= wide) return []
  const sticksOut = (one) => one.getBoundingClientRect().right > wide + 1
  const out = [...document.querySelectorAll('body *')].filter(sticksOut).slice(-3)
  return [`${wide} px scrolls to ${root.scrollWidth}`, ...out.map((one) => one.outerHTML.slice(0, 120))]
}"""


def sideways(page: Page) -> list[str]:
    """What sticks out of a screen of 320 px, and of one at 200 %."""
    wide = page.viewport_size
    over: list[str] = []
    for narrow in NARROW:
        page.set_viewport_size(narrow)  # type: ignore[arg-type]
        over += page.evaluate(OVER)
    if wide:
        page.set_viewport_size(wide)
    return over


LATIN = re.compile(r"[A-Za-z][A-Za-z’'&.-]*[A-Za-z]|[A-Za-z]{2,}")

WORDS = """() => {
  const words = []
  const hidden = (node) => node.closest('script, style, template, noscript, [lang="en"], svg title')
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node; (node = walk.nextNode());) {
    const text = node.textContent.trim()
    if (text && node.parentElement && !hidden(node.parentElement)) words.push(text)
  }
  for (const name of ['aria-label', 'alt', 'placeholder', 'title']) {
    for (const one of document.querySelectorAll(`[${name}]`)) {
      if (!hidden(one)) words.push(one.getAttribute(name))
    }
  }
  words.push(document.title)
  return words
}"""


def foreign(page: Page, known: re.Pattern[str]) -> list[str]:
    """Texts of a Chinese page that hold Latin words which are no name."""
    texts: list[str] = page.evaluate(WORDS)
    return sorted({text[:100] for text in texts if LATIN.search(known.sub(" ", text))})


def speaks(page: Page, language: str) -> list[str]:
    """What else the page says it is written in."""
    found = page.locator("html").get_attribute("lang")
    return [] if found == language else [f"lang={found}"]
