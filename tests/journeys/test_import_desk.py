"""From a messy table to the shop: staff see what is wrong with it, apply the rest, and a shopper finds it."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser
DESK = "/admin/minishop/importrun/"
TABLE = """\
Handle,Title,Body (HTML),Vendor,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Status
{mark}-fan,月升扇 {mark},"<p>Folded
silk<script>alert(1)</script></p>",Lune & Loom,evening,TRUE,Colour,Ink,{mark}-INK,"1,299.00",active
{mark}-fan,,,,,,,Bone,{mark}-BONE,1299,
{mark}-fan,,,,,,,Plum,{mark}-PLUM,a song,
,,,,,,,,,12,
"""


def test_staff_bring_a_messy_table_and_a_shopper_finds_what_was_in_it(
    visitor: Callable[..., Page], tmp_path: Path
) -> None:
    mark = str(uuid4().int)[:9]  # no word: the Chinese pages may show it meanwhile
    file = tmp_path / "fans.csv"
    file.write_text(TABLE.format(mark=mark), encoding="utf-8-sig")
    desk = visitor(viewport={"width": 1280, "height": 800})
    steps.sign_in_as(desk, steps.ADMIN, DESK)
    desk.locator(f"a[href='{DESK}add/']").last.click()
    desk.locator("a[href='?kind=products']").click()
    desk.locator("input[type=file]").set_input_files(file)
    desk.locator("form[enctype] button[type=submit]").click()
    desk.wait_for_url("**/change/**")

    desk.locator("a[href='?level=error']").click()
    expect(desk.locator("table tbody")).to_contain_text("a song")
    with desk.expect_download() as report:
        desk.locator("a[href$='/report.csv']").click()
    assert f"{mark}-fan" in report.value.path().read_text(encoding="utf-8-sig")
    shopper = visitor()
    assert shopper.goto(f"/products/{mark}-fan/").status == 404

    desk.locator("form[action$='/do/apply/'] button").click()
    expect(desk.locator("form[action$='/do/apply/']")).to_have_count(0)
    expect(desk.locator("body")).to_contain_text("rows 4 = applied 2 + reported 2")

    found = shopper.locator(f"a[href*='{mark}-fan']")
    for _second in range(30):  # a job tells the search of it
        shopper.goto(f"/search/?q={mark}")
        if found.count():
            break
        shopper.wait_for_timeout(1000)
    found.first.click()
    expect(shopper.locator("h1")).to_contain_text("月升扇")
