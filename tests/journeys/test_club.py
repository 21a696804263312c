"""The whole club: joined, checked in, coupons together, points as money, a tier reached, a piece back."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import after_sale, club, looks, steps, world
from tests.journeys.names import NAMES

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}
WELCOME = 50 + 20 + 30 + 2  # joined, said their name and birthday, checked in
PAIR, COMPANY = 150, 60


@dataclass
class Reader:
    """A member with a phone, who looks closely at every page they come to."""

    page: Page
    language: str
    ears: looks.Ears = field(init=False)
    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ears = looks.Ears(self.page)

    def looks(self) -> None:
        """What is wrong with the page: no word of another language, nothing broader than the phone."""
        page, wrong = self.page, looks.speaks(self.page, self.language)
        if self.language == "zh-Hans":
            wrong += looks.foreign(page, NAMES)
        wrong += page.evaluate(looks.OVER)
        self.found += [f"{page.url}: {each}" for each in wrong]


def newcomer(me: Reader) -> None:
    """They join, tell of themselves, check in, and the page of points says what that brought."""
    world.sign_in(me.page)
    club.tells(me.page)
    club.checks_in(me.page)
    me.looks()
    lines = club.statement(me.page)
    club.adds_up(me.page, lines)
    assert sum(line.points for line in lines) == WELCOME
    me.looks()


def buys(me: Reader, till: Page) -> str:
    """Both coupons are taken off in the bag, points pay a part, and the clerk hands it over."""
    page, mark = me.page, club.offers()
    club.claims(page, mark)
    club.claims(page, mark)
    expect(page.locator("main .ticket", has_text=mark)).to_have_count(2)
    me.looks()
    club.takes(page, "arc-bag")
    expect(page.locator("#bag .ticket", has_text=mark)).to_have_count(2)
    *parts, total = club.sums(page)
    assert {-PAIR, -COMPANY} <= set(parts)
    assert sum(parts) == total
    me.looks()
    number = club.pays_partly_with_points(page)
    page.goto(f"/orders/{number}/")
    expect(page.locator("main")).to_contain_text(mark)
    me.looks()
    club.hands_over(till, number)
    return number


def reaches_a_tier(me: Reader, number: str) -> None:
    """The order is kept: its points are theirs, and Me and the tier's page show the tier it brought."""
    page = me.page
    page.goto("/me/tier/")
    before = page.locator("#tier").inner_text()
    club.a_while_later(number)
    page.goto("/me/")
    reached = page.locator("#tier").inner_text()
    assert reached != before
    me.looks()
    page.goto("/me/tier/")
    expect(page.locator("#tier")).to_have_text(reached)
    expect(page.locator("#history + .ledger li").first).to_contain_text(reached)
    me.looks()


def sends_back(me: Reader, till: Page, desk: Page) -> None:
    """What another order had earned is taken back with it, and the points that paid for it come back."""
    page = me.page
    club.takes(page, "loom-candle")
    number = club.pays_partly_with_points(page)
    club.hands_over(till, number)
    club.a_while_later(number)
    kept = club.statement(page)
    earned, used = kept[0].points, next(line.points for line in kept if line.points < 0)
    assert earned > 0 > used
    after_sale.fills_in(page, number)
    back = after_sale.sends(page, number)
    me.looks()
    steps.sign_in_as(desk, steps.ADMIN, "/admin/")
    after_sale.agrees(desk, back)
    world.verdict(till, back, "return")
    after_sale.takes_in(till)
    lines = club.statement_of(page, len(kept) + 2)
    assert sorted(line.points for line in lines[: -len(kept)]) == sorted([-earned, -used])
    club.adds_up(page, lines)
    me.looks()


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("zh-CN", "zh-Hans")])
def test_a_newcomer_walks_through_the_whole_club(
    visitor: Callable[..., Page], locale: str, language: str
) -> None:
    me, till = Reader(visitor(locale=locale), language), visitor(viewport=DESK)
    steps.sign_in_as(till, steps.CLERK, "/staff/scan/")
    newcomer(me)
    number = buys(me, till)
    reaches_a_tier(me, number)
    sends_back(me, till, visitor(viewport=DESK))
    assert me.found + me.ears.take() == []
