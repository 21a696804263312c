"""The browser chooses AVIF, at a size that fits what it shows: not blurred, and not for nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = ["/", "/shop/", "/products/arc-bag/", "/products/silk-veil-lipstick/choose/", "/search/?q=silk"]
SCREENS = [(390, 2), (390, 3), (480, 2)]
#: The widest cut there is; a screen that could show more is given that.
WIDEST = 960

#: Every picture of the page as its frame, its file and how wide that is, and how wide its frame is on screen.
PICTURES = """async () => {
  const found = []
  for (const image of document.querySelectorAll('.pic img')) {
    image.loading = 'eager'
    await image.decode()
    const file = new Image()
    file.src = image.currentSrc
    await file.decode()
    const box = image.getBoundingClientRect()
    const wide = Math.max(box.width, box.height * file.naturalWidth / file.naturalHeight)
    found.push({ file: file.src, has: file.naturalWidth, shown: wide * devicePixelRatio })
  }
  return found
}"""
AVIF = """async () => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
  return page.querySelectorAll('.gallery picture source[type="image/avif"]').length
}"""


@pytest.mark.parametrize(("width", "density"), SCREENS)
def test_every_picture_is_as_large_as_it_is_shown(
    visitor: Callable[..., Page], width: int, density: int
) -> None:
    amiss = {}
    for path in PAGES:  # each by a new visitor: a browser takes what it already has
        page = visitor(viewport={"width": width, "height": 844}, device_scale_factor=density)
        page.goto(path)
        pictures = page.evaluate(PICTURES)
        assert pictures, path
        largest = {each["file"]: 0.0 for each in pictures}
        for each in pictures:  # the browser may show a file that it has twice
            largest[each["file"]] = max(largest[each["file"]], each["shown"])
        amiss |= {f"{path} {each}": each for each in pictures if not fits(each, largest[each["file"]])}
    assert not amiss


def fits(picture: dict[str, Any], largest: float) -> bool:
    return min(picture["shown"], WIDEST) * 0.9 <= picture["has"] <= largest * 2.2


def test_once_the_job_has_run_the_browser_takes_avif_alone(visitor: Callable[..., Page]) -> None:
    page = visitor(device_scale_factor=2, service_workers="block")
    page.goto("/products/arc-bag/")
    for _ in range(120):  # the job has a round every half a minute
        if page.evaluate(AVIF):
            break
        page.wait_for_timeout(1000)
    said: list[str] = []
    loaded: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if "Playwright" not in message.text else None
    )
    page.on("response", lambda answer: loaded.append(answer.url) if "/media/" in answer.url else None)
    page.goto("/products/arc-bag/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(3500)  # a preload that nothing used is complained of after three seconds
    preloaded = page.eval_on_selector("link[rel=preload][as=image]", "link => link.imageSrcset")
    first = page.eval_on_selector(".gallery img", "image => new URL(image.currentSrc).pathname")
    assert first in preloaded
    assert first.endswith(".avif")
    assert sorted(set(loaded)) == sorted(loaded)
    assert said == []
