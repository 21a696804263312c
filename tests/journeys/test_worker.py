"""The service worker by itself, before a small site of its own: what it keeps, and what it survives."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.site import Site, opened

pytestmark = pytest.mark.browser

START = "navigator.serviceWorker.register('/sw.js')"
IN_CHARGE = """new Promise((done) => {
  if (navigator.serviceWorker.controller) done()
  navigator.serviceWorker.addEventListener('controllerchange', () => done())
})"""
KEPT = """async () => {
  const found = {}
  for (const name of await caches.keys()) {
    const copies = await (await caches.open(name)).keys()
    found[name.split('-')[0]] = copies.map(({ url }) => new URL(url).pathname)
  }
  return found
}"""


@pytest.fixture
def site() -> Iterator[Site]:
    with opened(Site()) as site:
        yield site


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """A page of the site under its worker."""
    contexts = []

    def come(**facts: Any) -> Page:
        contexts.append(browser.new_context(base_url=site.address, **facts))
        page = contexts[-1].new_page()
        page.goto("/")
        page.evaluate(f"() => {{ {START} }}")
        page.evaluate(IN_CHARGE)
        return page

    yield come
    for context in contexts:
        context.close()


def kept(page: Page) -> dict[str, list[str]]:
    return page.evaluate(KEPT)


def seen(page: Page, *paths: str) -> None:
    for path in paths:
        page.goto(path)
    page.wait_for_load_state("networkidle")


def test_pages_are_asked_for_anew_and_their_copies_say_when_they_were_saved(site, visit):
    page = visit()
    seen(page, "/shop/")
    site.answers["/shop/"] = (200, {}, "<p>new</p>")
    seen(page, "/shop/")
    assert page.locator("p", has_text="new").count() == 1

    page.context.set_offline(True)
    seen(page, "/shop/")

    assert page.locator("p", has_text="new").count() == 1
    assert "GMT" in (page.locator("#saved").get_attribute("data-saved") or "")
    seen(page, "/never-seen/")
    assert page.locator("h1").inner_text() == "/offline/"


def test_what_is_not_to_be_kept_is_not_kept(site, visit):
    site.answers |= {
        "/shop/hers/": (200, {"Cache-Control": "private, no-store"}, ""),
        "/shop/moved/": (302, {"Location": "/shop/"}, ""),
        "/shop/gone/": (404, {}, ""),
        "/shop/broken/": (500, {}, ""),
        "/shop/table/": (200, {"Content-Type": "text/plain"}, ""),
    }
    page = visit()
    seen(page, "/bag/", "/me/", "/admin/", *site.answers, "/collections/lips/")
    assert page.evaluate("fetch('/shop/fragment/').then((answer) => answer.status)") == 200

    assert kept(page)["pages"] == ["/shop/", "/collections/lips/"]


def test_a_members_page_is_kept_as_anyone_sees_it_and_asked_for_so_once(site, visit):
    page = visit()
    page.evaluate("document.cookie = 'session=hers'")
    site.personal |= {"/shop/"}
    seen(page, "/shop/", "/shop/")
    assert page.locator("b").inner_text() == "Wen"
    assert kept(page)["pages"] == ["/shop/"]
    assert site.asked.count("/shop/") == 1, "once without her cookie, the others being preloads"

    page.context.set_offline(True)
    seen(page, "/shop/")

    assert page.locator("h1").inner_text() == "/shop/"
    assert page.locator("b").count() == 0


def test_each_navigation_is_asked_once_and_by_preload(site, visit):
    page = visit()
    site.asked.clear()
    seen(page, "/shop/", "/bag/")
    assert [path for path in site.asked if "static" not in path and "favicon" not in path] == [
        "/shop/ (preload)",
        "/bag/ (preload)",
    ]


def test_a_new_worker_takes_over_and_what_was_kept_under_the_old_still_looks_like_itself(site, visit):
    page = visit()
    seen(page, "/shop/")
    old, site.look = site.look, "/static/look.2.css"

    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.wait_for_function(
        "async (look) => Boolean(await caches.match(look)) && "
        "(await navigator.serviceWorker.getRegistration()).active?.state === 'activated'",
        arg=site.look,
    )

    assert page.locator("h1").inner_text() == "/shop/", "the page that lay open was left alone"
    page.context.set_offline(True)
    seen(page, "/shop/")
    look = "getComputedStyle(document.body).getPropertyValue('--look')"
    assert old in page.evaluate(look)


def test_a_phone_without_room_still_shows_the_page(site, visit):
    page = visit()
    full = "Promise.reject(new DOMException('full', 'QuotaExceededError'))"
    page.context.service_workers[0].evaluate(f"() => {{ Cache.prototype.put = () => {full} }}")

    seen(page, "/shop/")

    assert page.locator("h1").inner_text() == "/shop/"
    assert "pages" not in kept(page) or kept(page)["pages"] == []


def test_only_so_many_pages_are_kept_the_latest(site, visit):
    page = visit()
    paths = [f"/products/piece-{n}/" for n in range(33)]
    for path in paths:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "caches.open('pages-2').then((all) => all.keys()).then((all) => all.length === 30)"
    )
    assert kept(page)["pages"] == paths[3:]


def test_signing_out_leaves_no_copy(site, visit):
    page = visit()
    seen(page, "/shop/", "/products/arc-bag/")
    page.evaluate("fetch('/media/one.webp')")
    page.evaluate(
        "document.body.innerHTML = '<form method=post action=/sign-out/><button>Out</button></form>'"
    )

    page.locator("button").click()
    page.wait_for_url("**/")
    page.wait_for_load_state("networkidle")

    assert set(kept(page).get("pages", [])) <= {"/"}
    assert kept(page)["statics"] == [site.look, "/offline/"], "the offline page is about nobody"


def test_the_offline_page_follows_the_language(site, visit):
    page = visit()
    site.answers |= {
        path: (200, {"Content-Language": "zh-hans"}, "<p>中文</p>") for path in ("/shop/", "/offline/")
    }
    seen(page, "/shop/")
    page.wait_for_function(
        "caches.match('/offline/').then((page) => page.headers.get('content-language') === 'zh-hans')"
    )
    page.context.set_offline(True)
    seen(page, "/bag/")
    assert page.locator("p", has_text="中文").count() == 1
