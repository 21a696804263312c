"""A piece in schema.org's words, as search engines read it.

Variants are offered one by one, as Google asks for products that come in several
(https://developers.google.com/search/docs/appearance/structured-data/product-variants).
"""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.aftersale import ratings
from catalog.facing.facing import Facing
from catalog.products.models import Product, Variant
from minishop.links import absolute
from minishop.seo.structured import Node, graph, known, trail

PICTURE = 960
#: What our options are called there; an option of another name is part of the variant's name alone.
OPTIONS = {
    "colour": "color", "color": "color", "shade": "color", "size": "size", "material": "material",
    "pattern": "pattern",
}  # fmt: skip


def of(shown: Facing, said: Sequence[Node] = ()) -> Node:
    """The piece with its variants and what each costs, what was said of it, and where its page lies."""
    product = shown.product
    variants = [variant for variant in product.variants.all() if variant.price]
    node = _group(shown, variants) if len(variants) > 1 else _single(shown, variants) if variants else None
    if node:
        node |= known(kind=node["@type"], aggregateRating=_rating(product), review=list(said))
    steps = [
        (_("Shop"), reverse("shop")),
        (product.t.title, product.get_absolute_url()),
    ]
    return graph(node, trail(steps))


def _group(shown: Facing, variants: list[Variant]) -> Node:
    product = shown.product
    varies = [OPTIONS[name.lower()] for name in product.option_names if name.lower() in OPTIONS]
    return known(
        kind="ProductGroup",
        productGroupID=product.handle,
        variesBy=[f"https://schema.org/{name}" for name in dict.fromkeys(varies)],
        hasVariant=[_variant(product, variant) for variant in variants],
        **_facts(shown),
    )


def _single(shown: Facing, variants: list[Variant]) -> Node:
    offers = [_offer(shown.product, variant) for variant in variants]
    return known(kind="Product", offers=offers, sku=variants[0].sku, gtin=variants[0].gtin, **_facts(shown))


def _facts(shown: Facing) -> Node:
    product = shown.product
    return {
        "name": product.t.title,
        "description": product.t.seo_description or product.t.subtitle,
        "url": absolute(product.get_absolute_url()),
        "image": [absolute(picture.url(PICTURE)) for picture in shown.gallery[:3]],
        "brand": {"@type": "Brand", "name": product.vendor.t.name} if product.vendor else None,
        "category": product.kind,
    }


def _rating(product: Product) -> Node | None:
    """What its published reviews come to; nothing under one of them."""
    rating = ratings.of(product)
    if rating is None:
        return None
    told = {"ratingValue": float(rating.value), "reviewCount": rating.count}
    return known(kind="AggregateRating", bestRating=ratings.BEST, worstRating=1, **told)


def _variant(product: Product, variant: Variant) -> Node:
    named = zip(product.option_names, variant.t.option_values, strict=False)
    options = {OPTIONS[name.lower()]: value for name, value in named if name.lower() in OPTIONS}
    picture = variant.picture or product.cover
    return known(
        kind="Product",
        name=f"{product.t.title}, {variant.label}",
        image=absolute(picture.url(PICTURE)) if picture else "",
        offers=_offer(product, variant),
        sku=variant.sku,
        gtin=variant.gtin,
        **options,
    )


def _offer(product: Product, variant: Variant) -> Node:
    assert variant.price
    return known(
        kind="Offer",
        price=f"{variant.price.amount.normalize():f}",
        priceCurrency=variant.priced_in,
        availability=f"https://schema.org/{_availability(product, variant)}",
        availabilityStarts=product.published_at.isoformat()
        if product.is_coming and product.published_at
        else "",
        itemCondition="https://schema.org/NewCondition",
        url=absolute(f"{product.get_absolute_url()}?variant={variant.pk}"),
    )


def _availability(product: Product, variant: Variant) -> str:
    if product.is_coming:
        return "PreOrder"
    if variant.is_backordered:
        return "BackOrder"
    return "InStock" if variant.in_stock else "OutOfStock"
