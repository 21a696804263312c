"""The counter and the board on the walk: what a till and its house show as they work."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page

WUKANG_BOARD = "/staff/board/wukang-road/"


def path_of(page: Page) -> str:
    return re.sub(r"^https?://[^/]+", "", page.url)


def verdict(clerk: Page, code: str, outcome: str = "") -> str:
    """The address of the verdict on a code that was typed, which is the outcome where one is expected."""
    clerk.goto("/staff/scan/")
    clerk.locator("#code").fill(code)
    clerk.locator("#code").press("Enter")
    clerk.locator(f'[data-outcome="{outcome}"]' if outcome else "[data-outcome]").wait_for()
    return path_of(clerk)


def buy(member: Page, clerk: Page) -> Iterator[tuple[str, Page, str]]:
    """The member's code read, their receipt worked out and counted, and what their phone shows."""
    member.goto("/code/member/")
    shown = member.locator(".digits").get_attribute("aria-label") or ""
    yield "scan-member", clerk, (page := verdict(clerk, shown, "member"))
    yield "scan-member (take)", clerk, f"{page}?receipt=T-{shown[-4:]}&amount=1200"
    clerk.locator("[data-confirm] .press.solid").click()
    clerk.locator('[data-outcome="counted"]').wait_for()
    yield "scan-member (counted)", clerk, path_of(clerk)
    member.wait_for_url("**/code/receipts/*/")
    yield "purchase", member, path_of(member)


def board(clerk: Page, admin: Page) -> Iterator[tuple[str, Page, str]]:
    """The order board of the clerk's house, and what it asks of a card."""
    yield "board-houses", admin, "/staff/board/"
    yield "board", clerk, WUKANG_BOARD
    card = clerk.locator("[data-card]").first.get_attribute("data-card")
    yield "board-shelf", clerk, f"{WUKANG_BOARD}shelf/?o={card}"
    yield "board-courier", clerk, f"{WUKANG_BOARD}courier/?o={card}"


def hand_over(clerk: Page, number: str) -> Iterator[tuple[str, Page, str]]:
    """The verdicts of a packed order: hand it over, handed over, already collected."""
    yield "scan-verdict (packed)", clerk, verdict(clerk, number, "previewed")
    clerk.locator("[data-confirm] .press.solid").click()
    clerk.locator('[data-outcome="handed_over"]').wait_for()
    yield "scan-verdict (handed over)", clerk, path_of(clerk)
    yield "scan-verdict (collected)", clerk, verdict(clerk, number, "already_collected")
