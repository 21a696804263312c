"""A piece in 3D, opened by a tap: nothing of it before, a drawing after, a photograph where it can't be."""

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, Playwright

from tests import chromium
from tests.journeys.conftest import ARGS, PHONE

pytestmark = pytest.mark.browser

DRAWS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture
def drawing(playwright: Playwright, shop: str) -> Iterator[Page]:
    """A phone that can draw in three dimensions."""
    args = [arg for arg in ARGS if arg != "--disable-gpu"]
    browser = playwright.chromium.launch(executable_path=chromium.path(), args=args + DRAWS)
    page = browser.new_context(base_url=shop, **PHONE, reduced_motion="reduce").new_page()
    page.set_default_timeout(60_000)
    yield page
    browser.close()


def looks(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.locator("model-viewer").screenshot())).convert("RGB")


def test_a_tap_brings_the_piece_and_a_key_turns_it(drawing: Page) -> None:
    asked: list[str] = []
    refused: list[str] = []
    drawing.on("request", lambda request: asked.append(request.url))
    drawing.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    drawing.on("pageerror", lambda problem: refused.append(str(problem)))
    drawing.goto("/products/arc-bag/")
    drawing.wait_for_load_state("networkidle")
    assert not [url for url in asked if "model-viewer" in url or ".glb" in url]
    drawing.locator(".opts a").nth(3).click()
    drawing.wait_for_url("**variant=*")
    drawing.locator(".gallery .tools a").click()
    drawing.locator("model-viewer[data-turns]").wait_for()
    drawing.wait_for_timeout(1500)  # the photograph fades away
    assert drawing.locator("model-viewer").get_attribute("data-turns") == "Plum"
    before = looks(drawing)
    assert len(before.getcolors(2**24) or []) > 500
    drawing.locator("model-viewer .userInput").focus()
    for _ in range(6):
        drawing.keyboard.press("ArrowLeft")
    drawing.wait_for_timeout(1500)
    assert ImageChops.difference(before, looks(drawing)).getbbox()
    assert all(url.startswith(("blob:", "data:")) or "localhost" in url for url in asked)
    assert refused == []
    drawing.locator(".topbar a").click()
    drawing.wait_for_url("**/products/arc-bag/?variant=*")


def test_without_a_script_the_photograph_and_the_way_back_are_there(visitor: Callable[..., Page]) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/products/arc-bag/3d/")
    assert page.locator("model-viewer .pic img").is_visible()
    assert page.locator("[data-flat]").is_visible()
    page.locator("[data-flat] a").click()
    assert page.locator(".gallery").is_visible()
