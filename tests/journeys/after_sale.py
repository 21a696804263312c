"""What comes after the sale, in the browser: asked back with a photograph, agreed to, brought or sent."""

from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.world import World, path_of, verdict

#: What a page is called, who opens it, and where it is or how one comes there.
Visit = tuple[str, Page, str | Callable[[Page], None]]


def a_scratch() -> dict[str, object]:
    file = BytesIO()
    Image.new("RGB", (900, 1200), "#6b2f4e").save(file, "JPEG")
    return {"name": "scratch.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def fills_in(page: Page, number: str, *, kind: str = "return", back: str = "store") -> None:
    """It is damaged, as the photograph shows, and comes back in that way; the shopper looks it over."""
    page.goto(f"/orders/{number}/")
    page.locator(f"a[href='/orders/{number}/returns/new/']").click()
    steps.choose(page, "reason", "faulty")
    with page.expect_response("**/returns/new/"):
        steps.choose(page, "kind", kind)
    expect(page.locator("#amount .total data")).to_be_visible()
    steps.choose(page, "back", back)
    page.set_input_files("[name=photos]", [a_scratch()])
    page.locator("button[form=ask]").click()
    page.locator("button[form=send]").wait_for()
    expect(page.locator("#amount .total data")).to_be_visible()


def sends(page: Page, number: str) -> str:
    """What was looked over is asked; the return's number."""
    page.locator("button[form=send]").click()
    page.wait_for_url("**-R1/")
    return f"{number}-R1"


def agrees(desk: Page, back: str) -> None:
    """Customer service, signed in, agrees unless it was agreed at once."""
    desk.goto(f"/admin/orders/return/?q={back}")
    desk.locator("#result_list tbody tr a").first.click()
    desk.locator("a[href*='/do/agree/'], a[href*='/do/receive/']").first.wait_for()
    door = desk.locator("a[href*='/do/agree/']")
    if door.count():
        door.click()
        desk.locator("form:has([name=answer]) [type=submit]").first.click()
    expect(desk.locator("a[href*='/do/receive/']")).to_be_visible()


def takes_in(till: Page) -> None:
    """The pieces are here, says the clerk who reads the return's code."""
    till.locator('[data-outcome="return"] + .next .press.solid').click()
    expect(till.locator("form.typed[action*=returns]")).to_have_count(0)


def pages(world: World) -> Iterator[Visit]:
    """Pages of an order that was collected, and of one that is under way; the admin sits at a desk."""
    world.admin.set_viewport_size({"width": 1280, "height": 900})
    yield from brought_back(world, world.number_of["packed"])
    yield from sent_back(world, world.paths["order (sent)"].split("/")[2])


def brought_back(world: World, number: str) -> Iterator[Visit]:
    guest, order = world.guest, f"/orders/{number}/"
    yield "order (collected)", guest, order
    yield "review", guest, guest.locator("a[href*='/reviews/']").first.get_attribute("href") or ""
    yield "return-ask (collected)", guest, f"{order}returns/new/"
    yield "return-ask (looked over)", guest, lambda page: fills_in(page, number)
    back = sends(guest, number)
    yield "return (asked)", guest, path_of(guest)
    agrees(world.admin, back)
    yield "return (to the store)", guest, path_of(guest)
    yield "scan-return", world.clerk, verdict(world.clerk, back, "return")
    takes_in(world.clerk)
    yield "scan-return (received)", world.clerk, path_of(world.clerk)
    yield "return (received)", guest, path_of(guest)
    yield "order (returned)", guest, order


def sent_back(world: World, number: str) -> Iterator[Visit]:
    guest, order = world.guest, f"/orders/{number}/"
    steps.dispatch(world.admin, number, "SF Express", "SF1402883733")
    yield "order (parcel)", guest, order
    steps.arrive(world.admin)
    yield "order (arrived)", guest, order
    fills_in(guest, number, back="post")
    back = sends(guest, number)
    agrees(world.admin, back)
    yield "return (by post)", guest, path_of(guest)
