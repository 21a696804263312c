"""A shop's catalogue as plain values, to compare before and after; and one with every awkward value."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from catalog.fetching.models import PendingImage
from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.products import services as products
from catalog.products.models import Price, Product, ProductImage, Variant
from catalog.vendors import services as vendors
from tests.catalog import images

#: Facts that services write down, and what names the row itself.
NOT_SAID = {
    "id", "created_at", "updated_at", "cover", "price_from", "price_to", "compare_at_from", "swatches",
    "in_stock", "store_codes", "sold_count", "is_backordered", "facets", "product",
}  # fmt: skip
AWKWARD = [
    "=1",
    "'=1",
    "''=1",
    "+1",
    "-2",
    "@x",
    "\tx",
    "'",
    "'Tis",
    'a "b", c',
    "a\nb",
    "a\r\nb",
    "丝🌙",
    " a ",
    "1,299.00",
]


def said(row: models.Model) -> dict[str, Any]:
    """Every field of the row that people or tables fill in; empty translations say nothing."""
    found = {}
    for field in row._meta.concrete_fields:
        if field.name not in NOT_SAID:
            value = getattr(row, field.name)
            found[field.name] = (
                str(value) if isinstance(value, models.Model) or field.name == "file" else value
            )
    if "model_file" in found:
        found["model_file"] = str(found["model_file"])
    if "translations" in found:
        kept = {code: {k: v for k, v in words.items() if v} for code, words in found["translations"].items()}
        found["translations"] = {code: words for code, words in kept.items() if words}
    return found


def catalogue() -> dict[str, Any]:
    """Products by handle with their variants, prices and photographs, field by field."""
    return {product.handle: _whole(product) for product in Product.objects.order_by("pk")}


def _whole(product: Product) -> dict[str, Any]:
    variants = product.variants.order_by("position", "pk")
    gone = {"id", "created_at", "run_at", "product"}
    return {
        "product": said(product),
        "variants": [said(variant) | {"prices": _prices(variant)} for variant in variants],
        "images": [(i.position, i.source, said(i.picture)) for i in product.images.select_related("picture")],
        "waiting": [
            {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if f.name not in gone}
            | {"skus": sorted(row.variants.values_list("sku", flat=True))}
            for row in PendingImage.objects.filter(product=product)
        ],
    }


def _prices(variant: Variant) -> list[tuple[str, Decimal, Decimal | None]]:
    rows = Price.objects.filter(variant=variant).order_by("currency")
    return [(row.currency, row.amount, row.compare_at) for row in rows]


def pictures_of_ours() -> list[Picture]:
    return [pictures.add(images.photograph(colour=colour), alt=f"'={colour}") for colour in ("red", "navy")]


def awkward(here: list[Picture]) -> None:
    """Three products: one with all there is and every awkward value, one plain, one with nothing to sell."""
    full = _full()
    for number, word in enumerate(AWKWARD):
        variant = products.add_variant(
            product=full, sku=f"={number}", price=Decimal("9.90") + number, position=number, grams=number,
            option_values=[word, f"'{word}", "-"], barcode=f"'={number}", columns={"Variant Tax Code": word},
            translations={"zh-hans": {"option_values": [f"={number}", "二", "三"]}}, swatch="#4E1b36",
            is_shippable=bool(number % 2), is_on_sale=number != 3, is_stock_tracked=number != 4,
        )  # fmt: skip
    products.set_price(variant=variant, amount=Decimal("1299"), compare_at=Decimal("1500.5"), currency="USD")
    ProductImage.objects.create(product=full, picture=here[0], position=4, source="https://p.example/a.jpg")
    ProductImage.objects.create(product=full, picture=here[1], position=9)
    Variant.objects.filter(pk=variant.pk).update(picture=here[1])
    waiting = PendingImage.objects.create(
        product=full, source="https://p.example/b.jpg?v=1,2", alt="-", position=2
    )
    waiting.variants.add(full.variants.get(sku="=2"))
    plain = products.create(
        handle="plain", title="Plain", published_at=timezone.now(), no_return="made_to_order"
    )
    products.add_variant(product=plain, sku="PLAIN", price=Decimal(10), barcode="0290")
    products.publish(product=plain)
    products.create(handle="nothing", title="'=nothing", is_gift_card=True, no_return="sealed")


def _full() -> Product:
    words = {"title": "'=题", "subtitle": "@", "body": "<p>正文</p>", "details": "+\n细节", "seo_title": "-"}
    words |= {"option_names": ["=颜色", "尺寸", "三"], "seo_description": "\t描述"}
    return products.create(
        handle="full", title="'=1", subtitle="=1", body="<p>'=1</p>\n<ul><li>one</li></ul>",
        details="-\r\nb\n\n@c",
        vendor=vendors.named("=Maison"), kind="@Kind", tags=["a, b", '"', "=c", " d "],
        option_names=["=Colour", "'Size", "\tThird"], seo_title="+1", seo_description="'", status="archived",
        published_at=timezone.now(), withdrawn_at=timezone.now(), translations={"zh-hans": words},
        columns={"=Note (product.metafields.own.note)": "'=1", "Cut": "\tbias", "": {
            "https://p.example/b.jpg?v=1,2": {"Cut": "'", "Variant Tax Code": "=2"}}},
    )  # fmt: skip
