"""Every page there is, and a visitor for whom it has something to show.

A world is lived in through the browser alone: a guest with a bag, a paid, an unpaid and a sent order; a
member; a clerk who scanned each kind of code; an admin.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from playwright.sync_api import Page

from tests.journeys import counter, steps
from tests.journeys.counter import path_of, verdict

REHEARSAL = "/sandbox/wechat/connect/oauth2/authorize"


@dataclass
class World:
    """Addresses that exist for the visitors of one world, and who they are."""

    guest: Page
    stranger: Page
    member: Page
    clerk: Page
    admin: Page
    paths: dict[str, str] = field(default_factory=dict)
    #: Pages of the member's own.
    own: dict[str, str] = field(default_factory=dict)
    #: Orders that have no page of their own in the walk, by what they are there for.
    number_of: dict[str, str] = field(default_factory=dict)

    def store_pages(self) -> Iterator[tuple[str, Page, str]]:
        """(name of the address, who opens it, where) for every page shoppers and clerks may see."""
        made = self.paths
        for name, path in made.items():
            yield name, self.guest, path
        for name, path in {"bag": "/bag/", "code": "/code/", "orders": "/orders/"}.items():
            yield f"{name} (empty)", self.stranger, path
        yield "not found", self.stranger, "/nothing-here/"
        yield "search (nothing)", self.stranger, "/search/?q=zzzzqqq"
        yield "search (some words)", self.stranger, "/search/?q=plum+zzzzqqq"
        for name, path in {
            "me": "/me/",
            "me-settings": "/me/settings/",
            "my-ways": "/me/sign-in/",
            "me-credit": "/me/credit/",
            "me-coupons": "/me/coupons/",
            "me-coupons (used)": "/me/coupons/?of=used",
            "coupons (member)": "/coupons/",
            "bag-coupons (member)": "/bag/coupons/",
            "me-points": "/me/points/",
            "points-rules": "/points/",
            "check-in": "/me/check-in/",
            "me-activities": "/me/activities/",
            "me-invite": "/me/invite/",
            "me-tier": "/me/tier/",
            "me-addresses": "/me/addresses/",
            "me-address-new": "/me/addresses/new/",
            "my-privacy": "/me/privacy/",
            "erase-me": "/me/privacy/erasure/",
            "me-notifications": "/me/notifications/",
            "me-profile": "/me/profile/",
            "me-devices": "/me/devices/",
            "passkeys": "/me/passkeys/",
            "access-tokens": "/me/tokens/",
            "points-shop": "/points/shop/",
            "code-member": "/code/member/",
            "code-collect": "/code/collect/",
            "saved": "/me/saved/",
            "orders (member)": "/orders/",
            "bag (member)": "/bag/",
            "checkout (member)": "/checkout/",
            "order (member)": f"/orders/{self.number_of['member']}/",
            **self.own,
        }.items():
            yield name, self.member, path

    def console_pages(self, codes: dict[str, str]) -> Iterator[tuple[str, Page, str]]:
        """The scan console with each verdict it can give."""
        names = {
            "scan": "/staff/scan/",
            "scan-find": "/staff/scan/find/?q=9000",
            "scan-log": "/staff/scan/log/",
        }
        for name, path in names.items():
            yield name, self.clerk, path
        yield "scan-store", self.admin, "/staff/scan/store/"
        yield from counter.board(self.clerk, self.admin)
        for name, code in codes.items():
            yield f"scan-verdict ({name})", self.clerk, verdict(self.clerk, code)
        yield from counter.hand_over(self.clerk, self.number_of["packed"])
        yield from counter.buy(self.member, self.clerk)


def bring_to_life(come: Callable[..., Page], **facts: object) -> World:
    """A world with one of each."""
    pages = {who: come(**facts) for who in ("guest", "stranger", "member", "clerk", "admin")}
    world = World(**pages)
    guest = world.guest
    paid = _order(guest, collect=True)
    sent = _order(guest, collect=False)
    unpaid = _order(guest, collect=True, pay=False)
    waiting = _order(guest, collect=True, script="slow")
    sandbox = _sandbox(guest, unpaid)
    world.paths |= _fixed(guest) | {
        "order": f"/orders/{paid}/",
        "order (sent)": f"/orders/{sent}/",
        "order (unpaid)": f"/orders/{unpaid}/",
        "order-invoice": f"/orders/{paid}/invoice/",
        "order-code": f"/orders/{paid}/code/",
        "return-ask": f"/orders/{paid}/returns/new/",
        "confirmed": f"/orders/{paid}/thanks/",
        "cashier": f"/pay/{unpaid}/",
        "payment-status": f"/pay/{waiting}/status/",
        "sandbox-cashier": sandbox,
    }
    sign_in(world.member)
    world.number_of = {
        "packed": _order(guest, collect=True),
        "cancelled": _cancelled(guest),
        "wrong store": _order(guest, collect=True, store=steps.TAIKOO),
        "member": _order(world.member, collect=True),
    }
    world.paths["invited"] = _invitation(world.member)
    world.own["coupon-gift"] = _to_give(world.member)
    fill_bag(guest)
    fill_bag(world.member)
    steps.sign_in_as(world.clerk, steps.CLERK, "/staff/scan/")
    _pack(world.admin, world.number_of["packed"])
    return world


def _to_give(member: Page) -> str:
    """The page on which a coupon that was claimed is given to a friend."""
    member.goto("/coupons/")
    member.locator("li.ticket:has(data[value='80']) button").first.click()
    member.wait_for_url("**/me/coupons/")
    return member.locator("a[href$='/gift/']").first.get_attribute("href") or ""


def _invitation(member: Page) -> str:
    """The address a friend opens."""
    member.goto("/me/invite/")
    return "/i/" + member.locator("#link").input_value().partition("/i/")[2]


def codes(world: World) -> dict[str, str]:
    """A code for each verdict, by what it is."""
    numbers = {
        name: path.split("/")[2]
        for name, path in world.paths.items()
        if path.startswith(("/orders/L", "/pay/"))
    }
    return {
        "not packed": numbers["order"],
        "sent": numbers["order (sent)"],
        "unpaid": numbers["order (unpaid)"],
        "unknown": "0" * 20,
        "cancelled": world.number_of["cancelled"],
        "wrong store": world.number_of["wrong store"],
    }


def _order(
    page: Page, *, collect: bool, pay: bool = True, script: str = "approve", store: str = steps.WUKANG
) -> str:
    steps.home_to_checkout(page)
    steps.tell(page, phone="13900139000")
    steps.collect_at(page, store) if collect else steps.send_to(page)
    return steps.place_and_pay(page, script) if pay else steps.place(page)


def _cancelled(page: Page) -> str:
    """An order that its shopper gave up before paying."""
    number = _order(page, collect=True, pay=False)
    page.goto(f"/orders/{number}/")
    with page.expect_navigation():
        page.eval_on_selector("form[action$='/cancellation/']", "form => form.submit()")
    return number


def _pack(admin: Page, number: str) -> None:
    """The admin signs in at a desk and packs the order."""
    phone = admin.viewport_size
    admin.set_viewport_size({"width": 1280, "height": 900})
    steps.pack(admin, number)
    if phone:
        admin.set_viewport_size(phone)


def _sandbox(page: Page, number: str) -> str:
    """The bank's page of an order, left without choosing."""
    page.goto(f"/pay/{number}/")
    steps.choose(page, "method", "sandbox")
    page.locator("button[form=pay]").click()
    page.wait_for_url("**/sandbox/**")
    return path_of(page)


def fill_bag(page: Page) -> None:
    page.goto("/shop/")
    page.locator(".card a[href^='/products/']").first.click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#buybar button[value=stay]").click()
    page.wait_for_load_state("networkidle")


def sign_in(page: Page) -> str:
    """A new member, let in by the code that the demo’s outbox shows; answers their e-mail address."""
    address = f"wen-{uuid4().hex[:8]}@example.com"
    page.goto("/sign-in/?again=1&by=email&next=/me/")
    page.locator("[name=email]").fill(address)
    page.locator("main button.primary").first.click()
    steps.type_code(page, address)
    page.wait_for_url("**/me/")
    return address


def _fixed(page: Page) -> dict[str, str]:
    """Pages that need nobody in particular; one product, collection, story and store stand for all."""
    page.goto("/")
    story = page.locator("a[href^='/stories/']").first.get_attribute("href") or ""
    collection = page.locator("a[href^='/collections/']").first.get_attribute("href") or ""
    page.goto("/shop/")
    product = (page.locator(".card a[href^='/products/']").first.get_attribute("href") or "").split("?")[0]
    return {
        "offline": "/offline/",  # first, while all that it names was read in one language
        "home": "/", "shop": "/shop/", "shop-filters": "/shop/filters/", "collection": collection,
        "product": product, "variant-sheet": f"{product}choose/", "reviews": f"{product}reviews/",
        "search": "/search/?q=silk",
        "search-filters": "/search/filters/?q=silk",
        "story": story, "page": "/pages/delivery/", "page (about)": "/pages/about/",
        "page (privacy)": "/pages/privacy/", "page (returns)": "/pages/returns/",
        "collection-filters": f"{collection}filters/", "vendor": "/brands/lune-loom/",
        "vendor-filters": "/brands/lune-loom/filters/?opt=colour:plum",
        "shop (nothing)": "/shop/?opt=colour:plum&max=1",
        "product-solid": "/products/arc-bag/3d/",
        "wechat-sandbox": f"{REHEARSAL}?appid=wx0000rehearsal000&redirect_uri=/me/",
        "wechat-back": "/sign-in/wechat/back/",
        "sign-in": "/sign-in/", "privacy": "/privacy/",
        "demo-outbox": "/demo/outbox/",
        "stores": "/stores/", "store": f"/stores/{steps.WUKANG}/", "bag": "/bag/",
        "coupons": "/coupons/", "bag-coupons": "/bag/coupons/", "coupon-gift-taking": "/coupons/gifts/gone/",
        "bag-way": "/bag/way/?way=ship", "checkout": "/checkout/", "orders": "/orders/", "code": "/code/",
    }  # fmt: skip
