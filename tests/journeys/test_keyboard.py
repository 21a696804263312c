"""A whole order without a finger or a mouse: Tab, arrows, Space and Enter.

At each stop the focus is seen: it has a ring, and nothing fixed lies over it (WCAG 2.4.7 and 2.4.11).
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

#: Where the focus is, and what is wrong with how it looks.
FOCUS = """async () => {
  const one = document.activeElement
  await new Promise((settled) => requestAnimationFrame(() => requestAnimationFrame(settled)))
  if (!one || one === document.body) return null
  const shown = one.matches('.choice input, .chip input') ? one.closest('label') : one
  const around = [one, shown, one.parentElement, one.querySelector('.sw')].filter(Boolean)
  const styles = [getComputedStyle(one, '::after'), ...around.map((each) => getComputedStyle(each))]
  const ringed = styles.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
  const box = shown.getBoundingClientRect()
  const spots = [0.1, 0.5, 0.9].map((part) => [box.left + box.width * part, box.top + box.height * part])
  const free = spots.some(([x, y]) => {
    const top = document.elementFromPoint(x, y)
    const around = top?.contains(shown) && !top.matches('body, html')
    return top && (shown.contains(top) || around || top.closest('.card')?.contains(one))
  })
  const flaws = [...(ringed ? [] : ['no ring']), ...(free ? [] : ['covered'])]
  return { html: one.outerHTML.slice(0, 140), flaws }
}"""
MOST_STOPS = 80


class Keys:
    """Someone at a keyboard, who notes each stop that can't be seen."""

    def __init__(self, page: Page) -> None:
        self.page, self.unseen = page, []  # type: ignore[var-annotated]

    def tab_to(self, selector: str) -> None:
        """Tab until the focus is there."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUS)
            if found and found["flaws"]:
                self.unseen.append(f"{self.page.url}: {found['flaws']} {found['html']}")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"{selector} is out of reach on {self.page.url}")

    def type_in(self, **fields: str) -> None:
        for name, text in fields.items():
            self.tab_to(f"[name={name}]")
            self.page.keyboard.type(text)

    def enter(self, url: str | re.Pattern[str]) -> None:
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(url)
        self.page.wait_for_load_state("networkidle")


def test_an_order_is_placed_and_paid_by_keyboard_alone(visitor: Callable[..., Page]) -> None:
    page = visitor(reduced_motion="reduce")
    keys = Keys(page)
    page.goto("/")
    keys.tab_to("a.skip")
    keys.page.keyboard.press("Enter")
    keys.tab_to(".tabbar a[href='/shop/']")
    keys.enter("**/shop/")
    keys.tab_to(".card a")
    keys.enter("**/products/**")
    keys.tab_to("#buybar button[value=checkout]")
    keys.enter("**/checkout/**")

    keys.tab_to("[name=way]")
    page.keyboard.press("ArrowDown")
    page.wait_for_load_state("networkidle")
    if not page.locator("[name=way][value=pickup]").is_checked():
        page.keyboard.press("ArrowDown")
    expect(page.locator("[name=way][value=pickup]")).to_be_checked()
    page.wait_for_load_state("networkidle")
    keys.tab_to("[name=store]")
    page.keyboard.press("Space")
    page.wait_for_load_state("networkidle")
    keys.type_in(name="Wen Li", phone="13900139000")
    keys.tab_to("button[form=co]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if "/checkout/" in page.url:
        keys.tab_to("button[form=co]")
        keys.enter("**/pay/**")
    page.wait_for_url("**/pay/**")

    keys.tab_to("button[form=pay]")
    keys.enter("**/sandbox/**")
    keys.tab_to("button[form=outcome]")
    keys.enter(re.compile(r"/orders/"))
    expect(page.locator(".code")).to_be_visible()
    assert "\n".join(keys.unseen) == ""


def test_a_sheet_is_left_by_escape_and_the_focus_is_where_it_was(visitor: Callable[..., Page]) -> None:
    page = visitor(reduced_motion="reduce")
    page.goto("/shop/")
    keys = Keys(page)
    keys.tab_to("a[href^='/shop/filters/']")
    keys.enter("**/shop/filters/**")
    keys.tab_to(".sheet input")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/shop/(\?.*)?$"))
    assert "\n".join(keys.unseen) == ""
