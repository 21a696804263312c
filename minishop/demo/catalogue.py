"""Loads the brand's products, collections and stories; what is there already is left as staff keep it."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.utils import timezone

from catalog.collections import services as collections
from catalog.collections.models import Collection
from catalog.pictures.models import Picture
from catalog.products import services as products
from catalog.products.models import Product
from catalog.search import services as search
from catalog.stories import services as stories
from catalog.stories.models import Story
from catalog.vendors import services as vendors
from minishop.demo import files
from minishop.demo.files import ProductRow, VariantRow

Pictures = dict[str, Picture]
ZH = "zh-hans"


def load_products(rows: list[ProductRow], pictures: Pictures) -> dict[str, Product]:
    """All the brand's products by handle, each with variants, prices, pictures and related pieces."""
    known = {p.handle: p for p in Product.objects.filter(handle__in=[row.handle for row in rows])}
    new = [row for row in rows if row.handle not in known]
    now = timezone.now()
    for row in new:
        known[row.handle] = _product(row, pictures, now)
    for row in new:
        related = [known[handle] for handle in row.more.get("related", [])]
        products.relate(product=known[row.handle], to=related)
        search.index(known[row.handle])
    return known


def load_collections(known: dict[str, Product], pictures: Pictures) -> None:
    """The departments, in their order."""
    for position, row in enumerate(files.toml("collections")["collection"]):
        if not Collection.objects.filter(handle=row["handle"]).exists():
            collections.create(
                handle=row["handle"],
                title=row["title"],
                summary=row["summary"],
                picture=pictures[row["picture"]],
                position=position,
                translations={ZH: row["zh"]},
                products=[known[handle] for handle in row["products"]],
            )


def load_stories(known: dict[str, Product], pictures: Pictures) -> None:
    """The stories, published, in their order."""
    words = ("title", "kicker", "summary", "body", "action")
    for position, row in enumerate(files.toml("stories")["story"]):
        if not Story.objects.filter(handle=row["handle"]).exists():
            story = stories.create(
                handle=row["handle"],
                picture=pictures[row["picture"]],
                products=[known[handle] for handle in row["products"]],
                place=row["place"],
                position=position,
                translations={ZH: row["zh"]},
                **{word: row.get(word, "") for word in words},
            )
            stories.publish(story=story)


def _product(row: ProductRow, pictures: Pictures, now: datetime) -> Product:
    column, more = row.columns, row.more
    zh = more.get("zh", {})
    product = products.create(
        handle=row.handle,
        title=column["Title"],
        subtitle=more.get("subtitle", ""),
        body=column["Body (HTML)"],
        details=more.get("details", "").strip(),
        vendor=vendors.named(column["Vendor"]),
        kind=column["Type"],
        tags=[tag.strip() for tag in column["Tags"].split(",")],
        option_names=row.options,
        seo_title=column["SEO Title"],
        seo_description=column["SEO Description"],
        published_at=_moment(more, now),
        translations={
            ZH: {
                "title": column["Title zh"],
                "subtitle": zh.get("subtitle", ""),
                "body": column["Body zh"],
                "details": zh.get("details", "").strip(),
                "option_names": zh.get("options", []),
                "seo_description": files.plain(column["Body zh"]),
            }
        },
    )
    _attach_model(product, more.get("model", ""))
    for position, variant in enumerate(row.variants):
        _variant(product, variant, position, row, pictures)
    products.set_images(product=product, pictures=[pictures[name] for name in row.photographs])
    Product.objects.filter(pk=product.pk).update(sold_count=more.get("sold", 0))
    if more.get("status", "active") == "active":
        products.publish(product=product)
    return product


def _moment(more: dict[str, Any], now: datetime) -> datetime:
    """When it came, or comes: pieces to come open at eight in the evening."""
    if "opens_in" in more:
        evening = timezone.localtime(now).replace(hour=20, minute=0, second=0, microsecond=0)
        return evening + timedelta(days=more["opens_in"])
    return now - timedelta(days=int(more.get("order", 99)))


def _variant(product: Product, line: VariantRow, position: int, row: ProductRow, pictures: Pictures) -> None:
    extra: dict[str, Any] = {}
    if line.values:
        extra["swatch"] = row.more.get("swatches", {}).get(line.values[0], "").lower()
        extra["translations"] = {ZH: {"option_values": line.values_zh}}
    products.add_variant(
        product=product,
        sku=line.sku,
        price=line.price,
        compare_at=line.compare_at,
        barcode=line.barcode,
        option_values=line.values,
        position=position,
        grams=line.grams,
        is_shippable=line.is_shippable,
        is_stock_tracked=line.is_tracked,
        picture=pictures.get(line.photograph),
        **extra,
    )


def _attach_model(product: Product, name: str) -> None:
    if name:
        with (files.FOLDER / "models" / name).open("rb") as file:
            product.model_file.save(name, File(file))
