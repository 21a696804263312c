"""Whose texts of the catalogue may be brought as a table, each kept by its own verb."""

from typing import Any

import nh3

from catalog.collections import services as collections
from catalog.collections.models import Collection
from catalog.menus import services as menus
from catalog.menus.models import MenuItem
from catalog.pages import services as pages
from catalog.pages.models import Block, Page
from catalog.pictures.models import Picture
from catalog.products import services as products
from catalog.products.models import Product, Variant
from catalog.shelf import services as shelf
from catalog.stories import services as stories
from catalog.stories.models import Story
from catalog.vendors.models import Vendor
from minishop.wording.registry import Wording, word

KEPT = ["translations"]


def _keep_variant(variant: Variant, actor: Any) -> None:
    variant.save(update_fields=KEPT)
    products.touched(product=variant.product, actor=actor)


def _keep_plainly(row: Any, actor: Any) -> None:
    """The words are saved and kept reads follow; for rows whose words nothing else hangs on."""
    row.save(update_fields=KEPT)
    shelf.changed()


word(
    Wording(
        "product",
        Product,
        lambda product, actor: products.keep(product=product, actor=actor, fields=KEPT),
        html={"body": products.clean_html},
    )
)
word(Wording("variant", Variant, _keep_variant, key="sku"))
word(Wording("collection", Collection, lambda row, actor: collections.keep(collection=row, actor=actor)))
word(Wording("story", Story, lambda row, actor: stories.keep(story=row), html={"body": nh3.clean}))
word(Wording("vendor", Vendor, _keep_plainly))
word(Wording("page", Page, lambda row, actor: pages.keep(page=row, actor=actor)))
word(
    Wording(
        "block", Block, lambda row, actor: pages.keep_block(block=row), key="pk", html={"text": pages.clean}
    )
)
word(Wording("menu", MenuItem, lambda row, actor: menus.keep(item=row, actor=actor), key="pk"))
word(Wording("picture", Picture, _keep_plainly, key="pk"))
