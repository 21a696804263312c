"""The shop on a home screen: it can be kept there, rings when asked to, and is offered at a good moment."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, expect

from tests import chromium
from tests.journeys import steps, world
from tests.journeys.conftest import ARGS, PHONE
from tests.minishop.push.browsers import Browser

pytestmark = pytest.mark.browser

READY = "navigator.serviceWorker.ready.then((one) => one.active.scriptURL)"
SHOWN = """navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) =>
  all.map(({ title, body, lang, tag, icon, data }) => ({ title, body, lang, tag, icon, data })))"""
#: No push service of a vendor can be asked here: the browser's own answers are put in its place.
SERVICE = """
  window.fake = JSON.parse('%s')
  const made = { toJSON: () => ({ endpoint: fake.endpoint, keys: { p256dh: fake.p256dh, auth: fake.auth } }) }
  PushManager.prototype.subscribe = async (wish) => {
    window.wish = wish
    localStorage.fake = '1'
    return made
  }
  PushManager.prototype.getSubscription = async () => (localStorage.fake ? made : null)
"""
CLEARED = """navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) =>
  all.forEach((one) => one.close()))"""
PROMPT = """() => {
  const offer = new Event('beforeinstallprompt', { cancelable: true })
  window.dispatchEvent(offer)
  return offer.defaultPrevented
}"""


@pytest.fixture(scope="module")
def browser_of_ones_own(
    playwright: Playwright, shop: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser that keeps things: a private window can neither install nor notify."""
    folder: Path = tmp_path_factory.mktemp("profile")
    kept = playwright.chromium.launch_persistent_context(
        folder, executable_path=chromium.path(), args=ARGS, base_url=shop, **PHONE
    )
    kept.set_default_timeout(60_000)
    kept.grant_permissions(["notifications"], origin=shop)
    yield kept
    kept.close()


@pytest.fixture
def page(browser_of_ones_own: BrowserContext) -> Iterator[Page]:
    page = browser_of_ones_own.new_page()
    yield page
    page.close()


def answered(cdp: CDPSession, method: str) -> dict[str, Any]:
    return cdp.send(method)


def test_nothing_keeps_it_from_being_installed(page: Page):
    page.goto("/")
    page.evaluate(READY)
    cdp = page.context.new_cdp_session(page)
    assert answered(cdp, "Page.getInstallabilityErrors")["installabilityErrors"] == []
    told = answered(cdp, "Page.getAppManifest")
    assert told["errors"] == []
    assert json.loads(told["data"])["display"] == "standalone"


Deliver = Callable[..., None]


@pytest.fixture
def deliver(page: Page) -> Deliver:
    """Hands the worker a message as the browser does when its push service has one."""
    page.goto("/")
    page.evaluate(READY)
    page.evaluate(CLEARED)
    cdp, found = page.context.new_cdp_session(page), []
    cdp.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    cdp.send("ServiceWorker.enable")
    while not found:
        page.wait_for_timeout(20)
    facts = {"origin": page.evaluate("location.origin"), "registrationId": found[-1]["registrationId"]}
    return lambda **told: cdp.send("ServiceWorker.deliverPushMessage", facts | {"data": json.dumps(told)})


def notified(page: Page, title: str) -> dict[str, Any]:
    """The one notification there is, once it has that title."""
    for _try in range(600):
        shown = page.evaluate(SHOWN)
        if [one["title"] for one in shown] == [title]:
            return shown[0]
        page.wait_for_timeout(50)
    raise AssertionError(f"{title} was not shown, but {shown}")


def test_a_push_is_shown_newer_ones_take_its_place_and_a_tap_leads_to_its_page(page: Page, deliver: Deliver):
    told = {"body": "Tap for the code.", "url": "/orders/LL-1/", "lang": "en", "tag": "a"}
    deliver(key="message-1", title="Being packed", **told)
    notified(page, "Being packed")
    deliver(key="message-2", title="Ready to collect", **told)
    shown = notified(page, "Ready to collect")

    assert (shown["body"], shown["data"]["url"]) == ("Tap for the code.", "/orders/LL-1/")
    assert shown["icon"].endswith("/icon-192.png")
    assert tapped(page) == ["/orders/LL-1/"]


def tapped(page: Page) -> list[str]:
    """Where a tap on the one notification leads; a worker may open windows for a true tap alone."""
    worker = page.context.service_workers[0]
    return worker.evaluate(
        """async () => {
          const opened = []
          self.clients.openWindow = async (to) => opened.push(to.replace(location.origin, ''))
          WindowClient.prototype.focus = async function () {
            opened.push(`focus ${new URL(this.url).pathname}`)
          }
          let notification
          while (!notification) [notification] = await self.registration.getNotifications()
          self.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
          await new Promise((done) => setTimeout(done, 300))
          return opened
        }"""
    )


@pytest.mark.parametrize(("url", "leads"), [("/", "focus /"), ("https://elsewhere.example/x", "focus /")])
def test_a_tap_comes_back_to_a_page_that_is_open_and_never_leads_elsewhere(
    page: Page, deliver: Deliver, url: str, leads: str
):
    deliver(key="message-9", title="News", url=url, tag="b")
    notified(page, "News")
    assert tapped(page) == [leads]


def test_a_guest_is_told_on_this_phone_until_he_says_no(page: Page, shop: str):
    phone = Browser(endpoint="https://push.example.net/journey")
    page.add_init_script(SERVICE % json.dumps(phone.told()))
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.collect_at(page)
    number = steps.place_and_pay(page)
    page.goto(f"/orders/{number}/thanks/")
    offer = page.locator("push-offer")

    offer.get_by_role("button", name="Tell me").click()
    expect(offer).to_contain_text("This phone is told.")
    assert page.evaluate("wish.userVisibleOnly && wish.applicationServerKey.length") == 87
    page.goto(f"/orders/{number}/")
    expect(offer).to_contain_text("This phone is told.")
    renewed(page, "https://push.example.net/renewed")
    page.reload()
    expect(offer).to_contain_text("This phone is told.")
    offer.get_by_role("button", name="Stop telling me here").click()
    expect(offer.get_by_role("button", name="Tell me")).to_be_visible()


def renewed(page: Page, endpoint: str) -> None:
    """The browser gives the worker another address; the page's stand-in answers with it from then on."""
    page.context.service_workers[0].evaluate(
        """async ([old, fresh]) => {
          const given = { toJSON: () => ({ endpoint: fresh.endpoint, keys: fresh }) }
          const event = new ExtendableEvent('pushsubscriptionchange')
          const told = { oldSubscription: { value: old }, newSubscription: { value: given } }
          Object.defineProperties(event, told)
          self.dispatchEvent(event)
          await new Promise((done) => setTimeout(done, 1000))
        }""",
        [page.evaluate("fake"), page.evaluate("fake") | {"endpoint": endpoint}],
    )
    page.add_init_script(f"window.fake.endpoint = '{endpoint}'")


def test_the_home_screen_is_offered_after_an_order_and_no_is_no_for_good(visitor: Callable[..., Page]):
    page = visitor()
    page.goto("/")
    assert page.evaluate(PROMPT), "nothing is offered on arrival"
    assert page.locator("install-hint").count() == 0
    steps.home_to_checkout(page)
    steps.tell(page)
    steps.collect_at(page)
    number = steps.place_and_pay(page)
    page.goto(f"/orders/{number}/thanks/")
    hint = page.locator("install-hint")
    expect(hint).to_be_hidden()

    page.evaluate(PROMPT)
    expect(hint).to_contain_text("on your home screen")
    hint.get_by_role("button", name="Not now").click()
    page.reload()
    page.evaluate(PROMPT)
    expect(hint).to_be_hidden()


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
STATES = {
    "on your home screen first": {"user_agent": IPHONE, "script": "delete window.PushManager"},
    "cannot be told": {"script": "delete window.PushManager"},
    "are blocked on this phone": {
        "script": "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"
    },
}


def test_who_cannot_be_told_reads_why(visitor: Callable[..., Page]):
    first = visitor()
    world.sign_in(first)
    kept = first.context.storage_state()
    for words, facts in STATES.items():
        told = dict(facts)
        page = visitor(
            storage_state=kept, **{"user_agent": told["user_agent"]} if "user_agent" in told else {}
        )
        page.add_init_script(told["script"])
        page.goto("/me/notifications/")
        expect(page.locator("push-offer")).to_contain_text(words)
