"""The members' club in the browser: what its pages say, and the time that passes over an order."""

import os
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from random import randrange

from playwright.sync_api import Page, expect

from tests.journeys import shop, steps, world

#: Two coupons that go together, as staff would have made them, each with its words in Chinese.
OFFERS = """
from members.coupons.models import Coupon
told = {"kind": "amount", "way": "claim", "translations": {"zh-hans": {"title": "同行%(mark)s"}}}
Coupon.objects.create(title="Pair%(mark)s", value=150, threshold=500, stack="goods",
                      combines_with=["order"], **told)
told["translations"] = {"zh-hans": {"title": "相伴%(mark)s"}}
Coupon.objects.create(title="Company%(mark)s", value=60, threshold=300, stack="order",
                      combines_with=["goods"], **told)
"""
#: The pieces came so long ago that only a fault brings one back; what beat would have done since is done.
LATER = """
from datetime import timedelta
from django.core.management import call_command
from django.db.models.functions import Now
from orders.fulfilment.models import Fulfilment
Fulfilment.objects.filter(order__number="%s").update(done_at=Now() - timedelta(days=10))
call_command("sweep")
call_command("sweep")
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of the statement, as its page shows it."""

    words: str
    points: int
    after: int


def in_the_shop(script: str) -> None:
    """The script ran beside the open shop, in its data."""
    told = os.environ | {"DATA_DIR": str(shop.data_dir()), "DEBUG": "0"}
    outside = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL")
    told = {name: value for name, value in told.items() if name not in outside}
    command = [sys.executable, str(shop.ROOT / "manage.py"), "shell", "-c", script]
    done = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr


def offers() -> str:
    """Two coupons that nobody else's walk claims; the end of their titles."""
    mark = f"{randrange(10**6):06d}"
    in_the_shop(OFFERS % {"mark": mark})
    return mark


def a_while_later(number: str) -> None:
    in_the_shop(LATER % number)


def number_in(text: str) -> int:
    return int(text.replace(",", "").replace("−", "-").replace("+", "").strip())


def statement(page: Page) -> list[Line]:
    """The member's movements, the latest first."""
    page.goto("/me/points/")
    rows = page.locator(".ledger li").evaluate_all(
        "all => all.map((one) => [one.children[0].firstChild.textContent, one.querySelector('b').textContent,"
        " one.querySelector('.num').firstChild.textContent])"
    )
    return [Line(words.strip(), number_in(points), number_in(after)) for words, points, after in rows]


def statement_of(page: Page, count: int) -> list[Line]:
    """The movements once there are so many: what a refund sets going comes a moment after it."""
    for _nth in range(60):
        if len(lines := statement(page)) >= count:
            break
        page.wait_for_timeout(500)
    return lines


def adds_up(page: Page, lines: list[Line]) -> None:
    """Each line follows from the one before it, and the last is what the page says there is."""
    there = 0
    for line in reversed(lines):
        there += line.points
        assert line.after == there, lines
    assert number_in(page.locator("p.figure").inner_text()) == there


def sums(page: Page) -> list[Decimal]:
    """What the arithmetic of the page shows, the total last."""
    shown = page.locator("dl.sums").last.locator("data[value]")
    return [Decimal(value) for value in shown.evaluate_all("all => all.map((one) => one.value)")]


def tells(page: Page) -> None:
    """Their name and birthday, for which the house thanks with points."""
    page.goto("/me/profile/")
    page.locator("main [name=name]").fill("Wen Li")
    page.locator("main [name=birthday]").fill("1990-02-28")
    page.locator("main form button.primary").click()
    page.wait_for_url("**/me/settings/")


def checks_in(page: Page) -> None:
    page.goto("/me/check-in/")
    page.locator("form[action='/me/check-in/'] button.primary").click()
    expect(page.locator("form[action='/me/check-in/'] button.primary")).to_have_count(0)
    expect(page.locator("p.figure")).to_have_text("1")


def claims(page: Page, title: str) -> None:
    """One of the coupons with these words in their titles is claimed in the claim centre."""
    page.goto("/coupons/")
    page.locator("li.ticket", has_text=title).locator("form.acts button").first.click()
    page.wait_for_url("**/me/coupons/")


def takes(page: Page, *products: str) -> None:
    """The pieces are in the bag, which is open."""
    for product in products:
        page.goto(f"/products/{product}/")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator("#buybar button[value=stay]").click()
        page.wait_for_load_state("networkidle")
    page.goto("/bag/")


def pays_partly_with_points(page: Page) -> str:
    """The bag is ordered to be collected; points pay what they may, the bank the rest. The order's number."""
    page.goto("/checkout/")
    steps.tell(page)
    steps.collect_at(page)
    number = steps.place(page)
    points = page.locator("[name=with-points]")
    if not points.is_checked():  # who paid with points the last time finds them ticked
        page.locator("label.choice", has=points).click()
    expect(points).to_be_checked()
    steps.choose(page, "method", "sandbox")
    page.locator("button[form=pay]").click()
    page.wait_for_url("**/sandbox/**")
    steps.choose(page, "script", "approve")
    page.locator("button[form=outcome]").click()
    page.wait_for_url(f"**/orders/{number}/**")
    return number


def hands_over(till: Page, number: str) -> None:
    world.verdict(till, number)
    till.locator("[data-confirm] .press.solid").click()
    till.locator('[data-outcome="handed_over"]').wait_for()
