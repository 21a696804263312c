"""A variant as an item of a product feed.

Attribute names and limits: https://support.google.com/merchants/answer/7052112 (the same file is read by
Meta, Pinterest and TikTok).
"""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.html import strip_tags
from django.utils.text import Truncator

from catalog.products.models import Product, Variant
from minishop.links import absolute

Pairs = Iterator[tuple[str, str]]

#: Tags after which another word begins.
ENDS = re.compile(r"</(?:p|li|h[1-6]|blockquote|div)>|<br ?/?>")

TITLE, TEXT, PICTURES = 150, 5000, 10
PICTURE = 960
#: Option names Google has attributes for.
OPTIONS = {"colour": "color", "color": "color", "shade": "color", "size": "size", "material": "material"}
#: Columns an imported catalogue brought with it, kept on the product under their own headers.
COLUMNS = {
    "Google Shopping / Google Product Category": "google_product_category",
    "Google Shopping / Gender": "gender",
    "Google Shopping / Age Group": "age_group",
    "Google Shopping / MPN": "mpn",
}


def of(product: Product, variant: Variant) -> Pairs:
    """Attribute and value, in the reader's language; what the shop does not know is left out."""
    assert variant.price
    several = bool(product.option_names)
    label = f", {variant.label}" if variant.label else ""
    yield "id", variant.sku
    if several:
        yield "item_group_id", product.handle
    yield "title", Truncator(f"{product.t.title}{label}").chars(TITLE)
    yield "description", Truncator(_words(product)).chars(TEXT)
    yield "link", absolute(f"{product.get_absolute_url()}?variant={variant.pk}")
    yield from _pictures(product, variant)
    yield from _prices(variant)
    yield "availability", _availability(product, variant)
    if product.is_coming and product.published_at:
        yield "availability_date", product.published_at.isoformat()
    yield "condition", "new"
    yield from _marks(product, variant)


def _words(product: Product) -> str:
    body = " ".join(unescape(strip_tags(ENDS.sub(r"\g<0> ", product.t.body))).split())
    return body or product.t.subtitle or product.t.title


def _pictures(product: Product, variant: Variant) -> Pairs:
    own = [variant.picture] if variant.picture else []
    shown = dict.fromkeys([*own, *(image.picture for image in product.images.all())])
    addresses = [absolute(picture.url(PICTURE)) for picture in shown]
    for place, address in enumerate(addresses[: PICTURES + 1]):
        yield ("additional_image_link" if place else "image_link"), address


def _prices(variant: Variant) -> Pairs:
    price = variant.price
    assert price
    if price.compare_at and price.compare_at > price.amount:
        yield "price", f"{price.compare_at:.2f} {price.currency}"
        yield "sale_price", f"{price.amount:.2f} {price.currency}"
    else:
        yield "price", f"{price.amount:.2f} {price.currency}"


def _availability(product: Product, variant: Variant) -> str:
    if product.is_coming:
        return "preorder"
    if variant.is_backordered:
        return "backorder"
    return "in_stock" if variant.in_stock else "out_of_stock"


def _marks(product: Product, variant: Variant) -> Pairs:
    told = [
        ("brand", product.vendor.t.name if product.vendor else ""),
        ("gtin", variant.gtin),
        ("product_type", product.kind),
        *_options(product, variant),
        ("shipping_weight", f"{variant.grams} g" if variant.grams else ""),
        *((attribute, str(product.columns.get(column, ""))) for column, attribute in COLUMNS.items()),
    ]
    yield from ((name, value) for name, value in told if value)


def _options(product: Product, variant: Variant) -> Pairs:
    for name, value in zip(product.option_names, variant.t.option_values, strict=False):
        if name.lower() in OPTIONS:
            yield OPTIONS[name.lower()], value
