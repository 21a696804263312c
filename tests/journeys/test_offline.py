"""Without a connection: what was seen can be read, what is personal is not kept, nothing can be bought."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import world

pytestmark = pytest.mark.browser

WATCHED = """new Promise((done) => {
  if (navigator.serviceWorker.controller) done()
  navigator.serviceWorker.addEventListener('controllerchange', () => done())
})"""


def test_a_page_seen_before_is_read_offline_and_says_when_it_was_saved(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/products/arc-bag/")
    page.evaluate(WATCHED)
    page.reload()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)

    page.reload()

    expect(page.locator("h1")).to_have_text("Arc Bag")
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator("button[data-buys]").first).to_be_disabled()


def test_the_bag_is_never_kept(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/bag/")
    page.evaluate(WATCHED)
    page.goto("/bag/")
    page.context.set_offline(True)

    page.goto("/bag/")

    expect(page.locator("h1")).to_have_text("No connection")


def test_offline_one_reads_which_pages_are_still_here(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/")
    page.evaluate(WATCHED)
    for path in ("/products/arc-bag/", "/stores/"):
        page.goto(path)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)

    page.goto("/shop/")

    kept = page.locator("#kept a")
    expect(kept).to_have_count(2)
    expect(kept.first).to_contain_text("Our houses")
    page.get_by_role("link", name="Arc Bag").click()
    expect(page.locator("h1")).to_have_text("Arc Bag")


ALL_THAT_IS_KEPT = """async () => {
  const texts = []
  for (const name of await caches.keys()) {
    const copies = await caches.open(name)
    for (const request of await copies.keys()) {
      const answer = await copies.match(request)
      const isText = /text|json/.test(answer.headers.get('content-type'))
      texts.push([request.url, name.split('-')[0], isText ? await answer.text() : ''])
    }
  }
  return texts
}"""
PUBLIC = ("/", "/shop/", "/products/arc-bag/", "/stores/", "/search/?q=silk", "/pages/about/", "/privacy/")
PERSONAL = ("/me/", "/me/settings/", "/me/notifications/", "/orders/", "/code/", "/bag/", "/checkout/")


def test_nothing_of_a_member_is_kept_and_what_she_saw_is_gone_when_she_signs_out(
    visitor: Callable[..., Page],
):
    page = visitor()
    page.goto("/")
    page.evaluate(WATCHED)
    address = world.sign_in(page)
    world.fill_bag(page)
    for path in (*PUBLIC, *PERSONAL):
        page.goto(path)
    page.wait_for_load_state("networkidle")

    kept = page.evaluate(ALL_THAT_IS_KEPT)
    assert [url for url, _where, text in kept if address in text or 'class="badge"' in text] == []
    read = {url.split("/", 3)[3] for url, where, _text in kept if where == "pages"}
    assert read >= {path.lstrip("/") for path in PUBLIC if "about" not in path}, "as anyone sees them"

    page.goto("/me/")
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_load_state("networkidle")

    left = [(url, text) for url, where, text in page.evaluate(ALL_THAT_IS_KEPT) if where == "pages"]
    assert {url.split("/", 3)[3] for url, _text in left} <= {""}, "the front, where one comes out"
    assert not any(address in text for _url, text in left)
    page.context.set_offline(True)
    page.goto("/shop/")
    expect(page.locator("h1")).to_have_text("No connection")
