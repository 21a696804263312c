"""Looking for a thing: offers while one types, by keyboard and input method, and what the phone recalls."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import looks

pytestmark = pytest.mark.browser

ASKED = "/search/suggestions/"
HALF_TYPED = """
const field = document.querySelector('#q')
const type = (text) => {
  field.value = text
  field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}))
}
field.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}))
type('chun'); type("chun'g"); type('唇膏')
"""
CHOSEN = "document.querySelector('#q').dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}))"


def test_offers_come_while_one_types_and_the_keyboard_walks_them(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/search/")
    field = page.locator("#q")
    field.press_sequentially("lipst")
    offers = page.locator("#offers a")
    expect(offers.filter(has_text="Silk Veil Lipstick")).to_be_visible()
    assert looks.axe(page, "light") == []
    field.press("ArrowDown")
    expect(offers.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(offers).to_have_count(0)
    field.press_sequentially("i")
    offers.filter(has_text="Silk Veil Lipstick").click()
    page.wait_for_url("**/products/silk-veil-lipstick/")


def test_half_typed_pinyin_asks_nothing(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/search/")
    asked: list[str] = []
    page.on("request", lambda request: ASKED in request.url and asked.append(request.url))
    page.evaluate(HALF_TYPED)
    page.wait_for_timeout(400)
    assert asked == []
    with page.expect_response(lambda answer: ASKED in answer.url):
        page.evaluate(CHOSEN)
    expect(page.locator("#offers a").filter(has_text="Silk Veil Lipstick")).to_be_visible()
    assert len(asked) == 1


def test_this_phone_recalls_what_it_looked_for_until_told_to_forget(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/search/")
    expect(page.locator("#lately")).to_be_hidden()
    page.goto("/search/?q=plum bag")
    page.goto("/search/?q=zzzzqqq")
    page.goto("/search/")
    expect(page.locator("#lately a")).to_have_text(["plum bag"])
    page.locator("#lately button").click()
    expect(page.locator("#lately")).to_be_hidden()
    page.reload()
    expect(page.locator("#lately")).to_be_hidden()


def test_without_a_script_the_field_is_a_form(browser, shop):
    context = browser.new_context(base_url=shop, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/")
    page.locator("#q").fill("lipstik")
    page.locator("#q").press("Enter")
    expect(page.get_by_text("Read as “lipstick”.")).to_be_visible()
    context.close()


def test_the_button_counts_what_is_ticked_and_keeps_its_word(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/shop/filters/")
    button, plum = page.locator("#show"), page.get_by_role("checkbox", name="Plum 2", exact=True)
    before = button.inner_text()
    plum.check()
    expect(button).to_have_text("Show 2 pieces")
    assert before != button.inner_text()
    expect(plum).to_be_checked()
    button.click()
    page.wait_for_url("**/shop/?*opt=colour*plum*")
    expect(page.locator(".card")).to_have_count(2)
