"""The service worker by itself, before a small site of its own: what it keeps, and what it survives."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SOURCE = Path(__file__).resolve().parents[2] / "minishop" / "static" / "js" / "worker.js"
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


@dataclass
class Site:
    """What it answers, by path: (status, headers, body); and what it was asked, preloads marked."""

    address: str = ""
    look: str = "/static/look.1.css"
    answers: dict[str, tuple[int, dict[str, str], str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def worker(self) -> str:
        facts = {
            "SHELL": [self.look],
            "OFFLINE": "/offline/",
            "NAMED_BY_CONTENT": True,
            "SIGN_OUT": "/sign-out/",
            "RENEWAL": "/push/subscriptions/renewal/",
            "ICON": "/icon.png",
            "BADGE": "/badge.png",
        }
        head = "".join(f"const {name} = {json.dumps(value)}\n" for name, value in facts.items())
        return head + SOURCE.read_text(encoding="utf-8")

    def answer(self, path: str) -> tuple[int, dict[str, str], str]:
        if path == "/sw.js":
            return 200, {"Content-Type": "text/javascript", "Cache-Control": "no-cache"}, self.worker()
        if path.startswith("/static/"):
            return 200, {"Content-Type": "text/css"}, f"body{{--look:'{path}'}}"
        html = {"Content-Type": "text/html; charset=utf-8", "Content-Language": "en"}
        status, headers, body = self.answers.get(path, (200, {}, f"<title>{path}</title>"))
        look = f'<link rel="stylesheet" href="{self.look}">'
        return status, html | headers, f'<p id="saved" data-saved=""></p>{look}{body}<h1>{path}</h1>'


@contextmanager
def opened(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            preloads = "Service-Worker-Navigation-Preload" in self.headers
            site.asked.append(self.path + (" (preload)" if preloads else ""))
            status, headers, body = site.answer(self.path.split("?")[0])
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def do_POST(self) -> None:
            self.send_response(303)
            self.send_header("Location", "/")
            self.end_headers()

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


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
