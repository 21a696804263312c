"""A catalogue of any size in a few queries, with stock, translations, pictures and related pieces."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalog.collections.models import Collection, CollectionProduct
from catalog.facets import services as facets
from catalog.facets.services import Choice
from catalog.pictures.models import Picture
from catalog.products.models import Price, Product, ProductImage, RelatedProduct, Variant
from catalog.search import services as search
from catalog.stories.models import Story
from catalog.vendors.models import Vendor
from orders.stock.models import StockItem
from orders.stores.models import Store
from tests import factories

SHADES = (("Plum", "梅紫", "#4e1b36"), ("Sand", "沙色", "#bf9c78"))
RENDITIONS = {"portrait": [[w, f"pictures/{w}.webp"] for w in (240, 480, 720)], "whole": []}


def catalogue(count: int, *, stores: int = 2) -> list[Product]:
    """So many products on sale, each in two colours with three pictures and three related pieces."""
    houses = [factories.store(code=f"house-{n}") for n in range(stores)]
    factories.zone()
    pictures = Picture.objects.bulk_create(_picture(n) for n in range(6))
    ids = _facets(houses)
    makers = Vendor.objects.bulk_create(Vendor(handle=f"maker-{n}", name=f"Maker {n}") for n in range(2))
    products = Product.objects.bulk_create(
        _product(n, pictures[n % 6], houses, facets=ids, vendor=makers[n % 2]) for n in range(count)
    )
    variants = Variant.objects.bulk_create(
        _variant(product, position, pictures, houses) for product in products for position in (0, 1)
    )
    Price.objects.bulk_create(Price(variant=v, currency="CNY", amount=Decimal(238)) for v in variants)
    StockItem.objects.bulk_create(
        StockItem(variant=v, store=house, on_hand=5) for v in variants for house in houses
    )
    ProductImage.objects.bulk_create(
        ProductImage(product=product, picture=pictures[(n + i) % 6], position=i)
        for n, product in enumerate(products)
        for i in range(3)
    )
    RelatedProduct.objects.bulk_create(
        RelatedProduct(product=product, related=products[(n + i) % count], position=i)
        for n, product in enumerate(products)
        for i in range(1, min(4, count))
    )
    _departments(products)
    _stories(pictures, products)
    return products


def words(product: Product) -> None:
    """Search knows the product."""
    search.index(product)


def _picture(n: int) -> Picture:
    return Picture(
        file=f"pictures/{n}.webp",
        width=1200,
        height=1200,
        alt=f"Picture {n}",
        digest=f"{n:064}",
        renditions=RENDITIONS,
        translations={"zh-hans": {"alt": f"图片 {n}"}},
    )


def _facets(houses: list[Store]) -> list[int]:
    choices = [
        Choice("Colour", name, colour, {"zh-hans": {"option": "颜色", "value": zh}})
        for name, zh, colour in SHADES
    ]
    return sorted(facets.known([*choices, *(Choice("", house.code) for house in houses)]).values())


def _product(n: int, cover: Picture, houses: list[Store], **more: Any) -> Product:
    return Product(
        handle=f"piece-{n}",
        title=f"Piece {n}",
        subtitle="Pebbled calf",
        body="<p>" + "Cut from one hide. " * 30 + "</p>",
        status=Product.Status.ACTIVE,
        published_at=timezone.now() - timedelta(minutes=n),
        option_names=["Colour"],
        cover=cover,
        price_from=Decimal(200 + n % 50),
        price_to=Decimal(200 + n % 50),
        swatches=[{"colour": c, "name": name, "names": {"zh-hans": zh}} for name, zh, c in SHADES],
        store_codes=[house.code for house in houses],
        sold_count=n,
        **more,
        translations={
            "zh-hans": {"title": f"物件 {n}", "body": "<p>整张皮裁成。</p>", "option_names": ["颜色"]}
        },
    )


def _variant(product: Product, position: int, pictures: list[Picture], houses: list[Store]) -> Variant:
    name, zh, colour = SHADES[position]
    told: dict[str, Any] = {"translations": {"zh-hans": {"option_values": [zh]}}}
    return Variant(
        product=product,
        sku=f"{product.handle}-{position}",
        option_values=[name],
        swatch=colour,
        position=position,
        picture=pictures[position],
        store_codes=[house.code for house in houses],
        **told,
    )


def _departments(products: list[Product]) -> None:
    made = Collection.objects.bulk_create(
        Collection(handle=f"dept-{n}", title=f"Department {n}", position=n) for n in range(4)
    )
    CollectionProduct.objects.bulk_create(
        CollectionProduct(collection=made[n % 4], product=product, position=n)
        for n, product in enumerate(products)
    )


def _stories(pictures: list[Picture], products: list[Product]) -> None:
    for n, place in enumerate(("hero", "essay", "night", "shop")):
        story = Story.objects.create(
            handle=f"story-{place}",
            title=f"A *{place}*",
            body="<p>Eleven nights.</p>",
            place=place,
            picture=pictures[n],
            published_at=timezone.now(),
        )
        story.products.set(products[:2])
