"""Pages of blocks, as staff would compose them."""

from typing import Any

from catalog.pages import services as pages
from catalog.pages.models import HOME, Block, Page
from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from tests.catalog import images


def page(handle: str = "delivery", **words: Any) -> Page:
    return pages.keep(page=Page(handle=handle, **{"title": handle.title()} | words))


def block(page: Page, kind: str = "text", *, products: Any = (), **fields: Any) -> Block:
    told = {"title": "Sent to you" if kind == "text" else "", "position": page.blocks.count()}
    row = Block(page=page, kind=kind, **told | fields)
    return pages.keep_block(block=row, products=products)


def published(handle: str = "delivery", **fields: Any) -> Page:
    """A page of one text that shoppers can read."""
    made = page(handle)
    block(made, **fields)
    pages.publish(page=made)
    return made


def home(*blocks: dict[str, Any]) -> Page:
    made = page(HOME)
    for told in blocks:
        block(made, **told)
    pages.publish(page=made)
    return made


def picture(alt: str = "Dusk over the lane") -> Picture:
    return pictures.add(images.photograph(40, 50), alt=alt)
