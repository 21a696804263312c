"""Staff tap the subject of a photograph, or move the point by keys, and see the cut follow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import steps

pytestmark = pytest.mark.browser

POINT = "() => ['x', 'y'].map((axis) => Number(document.querySelector(`#id_focal_${axis}`).value))"


def test_a_tap_sets_the_focal_point_and_keys_move_it(visitor: Callable[..., Page]) -> None:
    page = visitor(viewport={"width": 1280, "height": 800})
    steps.sign_in_as(page, steps.ADMIN, "/admin/catalog/picture/")
    page.locator("#result_list a[href*='/change/']").first.click()
    photograph = page.locator("[data-whole]")
    photograph.wait_for()
    box = photograph.bounding_box()
    assert box
    photograph.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    x, y = page.evaluate(POINT)
    assert (x, y) == pytest.approx((0.25, 0.75), abs=0.02)
    photograph.click(position={"x": box["width"] * 0.5, "y": box["height"] * 0.5})
    x, y = page.evaluate(POINT)
    before = page.eval_on_selector("[data-cut]", "cut => cut.style.objectPosition")
    photograph.press("ArrowRight")
    photograph.press("ArrowUp")
    assert page.evaluate(POINT) == pytest.approx([x + 0.02, y - 0.02], abs=0.001)
    assert page.eval_on_selector("[data-cut]", "cut => cut.style.objectPosition") != before
