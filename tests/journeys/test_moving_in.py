"""A brand moves in, as the tutorial says: from an empty shop to the first order handed over."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.catalog import images
from tests.journeys import looks, steps, world
from tests.journeys import shop as served
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.browser

OWNER = steps.Staff("owner@aurora.example", "", "a quiet northern light")
TEAL = "#234E52"
#: The table that the tutorial gives its readers; this test is the tutorial, walked.
TUTORIAL = Path(__file__).resolve().parents[2] / "minishop" / "docs" / "tutorial.md"
TABLE = TUTORIAL.read_text(encoding="utf-8").partition("```csv\n")[2].partition("```")[0]


@pytest.fixture
def empty(browser: Browser) -> Iterator[str]:
    """The address of a shop nobody has moved into; its services need a folder that others may enter."""
    with tempfile.TemporaryDirectory(prefix="minishop-empty-") as folder:
        Path(folder).chmod(0o755)
        with served.empty_shop(Path(folder), OWNER.email, OWNER.password) as address:
            yield address


def press(desk: Page, name: str = "_save") -> None:
    """The form is kept, and says nothing against it."""
    with desk.expect_navigation():
        desk.locator(f"[name={name}]").first.click()
    expect(desk.locator(".errornote")).to_have_count(0)


def name_the_brand(desk: Page, tmp_path: Path) -> None:
    icon = tmp_path / "icon.png"
    icon.write_bytes(images.photograph(600, 600, colour=TEAL).read())
    desk.goto("/admin/minishop/brand/add/")
    desk.fill("[name=name]", "Aurora")
    desk.fill("[name='name_zh-hans']", "极光")
    desk.fill("[name=light_plum]", TEAL.lower())
    desk.fill("[name=light_fill]", TEAL.lower())
    desk.set_input_files("[name=icon]", icon)
    desk.fill("[name=email]", "hello@aurora.example")
    desk.fill("[name=company]", "Aurora AS")
    press(desk)


def open_a_house(desk: Page) -> None:
    desk.goto("/admin/orders/store/add/")
    desk.fill("[name=name]", "North Quay")
    desk.fill("[name=code]", "north-quay")
    desk.locator("[name=ships]").check(force=True)
    press(desk)


def bring_the_catalogue(desk: Page, tmp_path: Path) -> None:
    table = tmp_path / "catalogue.csv"
    table.write_text(TABLE, encoding="utf-8-sig")
    desk.goto("/admin/minishop/importrun/add/?kind=products")
    desk.set_input_files("input[type=file]", table)
    desk.locator("form[enctype] button[type=submit]").click()
    desk.wait_for_url("**/change/**")
    desk.locator("a[href='?level=error']").click()
    expect(desk.locator("table tbody")).to_contain_text("free")
    desk.locator("form[action$='/do/apply/'] button").click()
    expect(desk.locator("body")).to_contain_text("rows 5 = applied 4 + reported 1", timeout=30_000)


def fill_a_collection(desk: Page) -> None:
    desk.goto("/admin/catalog/collection/add/")
    desk.fill("[name=title]", "Wool")
    desk.fill("[name=handle]", "wool")
    desk.select_option("[name=match]", "all")
    desk.locator("[name=rules_asks]").first.select_option("tag.equals")
    desk.locator("[name=rules_value]").first.fill("wool")
    press(desk)


def compose_the_front(desk: Page, tmp_path: Path) -> None:
    photograph = tmp_path / "hero.png"
    photograph.write_bytes(images.halves(1600, 1200).read())
    desk.goto("/admin/catalog/page/add/")
    desk.fill("[name=title]", "Front")
    desk.fill("[name=handle]", "home")
    desk.locator("#blocks-group .add-row a, #blocks-group a.add-row").first.click()
    desk.select_option("[name=blocks-0-kind]", "hero")
    desk.fill("[name=blocks-0-title]", "Woven by *northern* light")
    desk.fill("[name=blocks-0-action]", "See the wool")
    desk.fill("[name=blocks-0-link]", "/collections/wool/")
    desk.set_input_files("[name=blocks-0-upload]", photograph)
    desk.fill("[name=blocks-0-words]", "A shawl half in shade")
    press(desk, "_continue")
    expect(desk.frame_locator("iframe[name=phone]").get_by_text("See the wool")).to_be_visible()
    with desk.expect_navigation():
        desk.locator("form[action$='/do/publish/'] button").click()


def buy_and_pay_in_the_store(phone: Page) -> str:
    """The shawl, to be collected and paid at the counter; answers the order's number."""
    phone.goto("/products/boreal-shawl/")
    phone.locator("#buybar button[value=checkout]").click()
    phone.wait_for_url("**/checkout/**")
    steps.tell(phone)
    steps.collect_at(phone, "north-quay")
    number = steps.place(phone)
    steps.choose(phone, "method", "offline")
    phone.locator("button[form=pay]").click()
    phone.wait_for_url("**/thanks/")
    expect(phone.locator(".code img")).to_be_visible()
    return number


def pack(desk: Page, number: str) -> None:
    desk.goto(f"/admin/orders/fulfilment/?q={number}")
    desk.locator("#result_list tbody tr a").first.click()
    with desk.expect_navigation():
        desk.locator("form[action*='/do/ready/'] button").click()


def hand_over(desk: Page, number: str) -> None:
    """The money is taken, the order handed over once, and never again."""
    desk.goto("/staff/scan/")
    desk.locator("#code").fill(number)
    desk.locator("#code").press("Enter")
    desk.locator("[data-confirm] .press.solid").click()
    desk.locator('[data-outcome="handed_over"]').wait_for()
    assert world.verdict(desk, number, "already_collected")


def until_it_is_the_brands(phone: Page) -> None:
    """Every process of the shop has seen the new name: that takes half a minute at most."""
    for _ in range(40):
        phone.goto("/")
        if phone.locator(".brand").inner_text() == "Aurora" and phone.locator("h1 em").count():
            return
        phone.wait_for_timeout(1000)
    pytest.fail(phone.locator("body").inner_text())


def test_a_brand_moves_into_an_empty_shop(empty: str, browser: Browser, tmp_path: Path) -> None:
    desk = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=empty).new_page()
    phone = browser.new_context(**PHONE, base_url=empty).new_page()
    ears = looks.Ears(phone)
    assert phone.goto("/").status == 200  # nothing there yet, and no error either

    steps.sign_in_as(desk, OWNER, "/admin/")
    name_the_brand(desk, tmp_path)
    open_a_house(desk)
    bring_the_catalogue(desk, tmp_path)
    fill_a_collection(desk)
    compose_the_front(desk, tmp_path)

    until_it_is_the_brands(phone)
    button = phone.locator(".btn.primary").first
    assert button.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(35, 78, 82)"
    assert "Aurora AS" in phone.locator("footer").inner_text()

    button.click()
    expect(phone.locator(".card")).to_have_count(2)  # by rule: what holds the tag
    phone.get_by_role("link", name="Boreal Shawl").click()
    expect(phone.locator(".price").first).to_contain_text("1,299")
    phone.goto("/search/?q=pijian")
    expect(phone.get_by_role("link", name="Boreal Shawl")).to_be_visible()
    number = buy_and_pay_in_the_store(phone)
    pack(desk, number)
    hand_over(desk, number)
    phone.goto(f"/orders/{number}/")
    expect(phone.locator(".moons [aria-current=step]")).to_be_visible()
    assert ears.take() == []
