"""Loads the home page, the pages about the house and the menus; what is there already is left as it is."""

from typing import Any

from catalog.collections.models import Collection
from catalog.menus import services as menus
from catalog.menus.models import MenuItem
from catalog.pages import services as pages
from catalog.pages.models import Block, Page
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.stories.models import Story
from minishop.demo import files

ZH = "zh-hans"


def load(products: dict[str, Product], pictures: dict[str, Picture]) -> None:
    """The pages are published and the footer leads to them."""
    told = files.toml("pages")
    for row in told["page"]:
        if not Page.objects.filter(handle=row["handle"]).exists():
            _page(row, products, pictures)
    if not MenuItem.objects.exists():
        for position, row in enumerate(told["footer"]):
            _item(row, position)


def _page(row: dict[str, Any], products: dict[str, Product], pictures: dict[str, Picture]) -> None:
    words = {name: row.get(name, "") for name in Page.translated}
    page = pages.keep(page=Page(handle=row["handle"], translations=_zh(row), **words))
    for position, told in enumerate(row["block"]):
        block = Block(page=page, kind=told["kind"], position=position, translations=_zh(told))
        for name in (*Block.translated, "link", "look"):
            setattr(block, name, told.get(name, "").strip())
        block.picture = pictures.get(told.get("picture"))
        block.story = Story.objects.filter(handle=told.get("story")).first()
        block.collection = Collection.objects.filter(handle=told.get("collection")).first()
        pages.keep_block(block=block, products=[products[handle] for handle in told.get("products", [])])
    pages.publish(page=page)


def _item(row: dict[str, Any], position: int) -> None:
    page = Page.objects.get(handle=row["page"])
    item = MenuItem(menu=MenuItem.Menu.FOOTER, title=row["title"], page=page, position=position)
    item.translations = _zh(row)
    menus.keep(item=item)


def _zh(row: dict[str, Any]) -> dict[str, Any]:
    return {ZH: {name: text.strip() for name, text in row["zh"].items()}} if "zh" in row else {}
