"""Facts written down on products and variants, so that a listing is one query and one index.

Locks are taken in one order, products before variants, each by primary key, and only when a fact
really changes: a sale that leaves something on the shelf touches no row here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from catalog.products.models import Price, Product, ProductImage, Variant
from catalog.shelf import services as shelf
from minishop.money import ZERO, default_currency


def refresh_facts(product: Product) -> None:
    """Cover, price range, swatches and stock of the product agree with its variants and pictures."""
    variants = list(product.variants.filter(is_on_sale=True))
    prices = Price.objects.filter(variant__in=variants, currency=default_currency())
    ordered = sorted(prices, key=lambda price: price.amount)
    image = ProductImage.objects.filter(product=product).first()
    facts: dict[str, Any] = {
        "cover_id": image.picture_id
        if image
        else next((v.picture_id for v in variants if v.picture_id), None),
        "price_from": ordered[0].amount if ordered else ZERO,
        "price_to": ordered[-1].amount if ordered else ZERO,
        "compare_at_from": ordered[0].compare_at if ordered else None,
        "swatches": _swatches(variants),
        **_stock(variants),
    }
    Product.objects.filter(pk=product.pk).update(**facts)
    for name, value in facts.items():
        setattr(product, name, value)
    shelf.changed()


def note_stock(in_stock: Mapping[int, bool], *, stores: Mapping[int, Sequence[str]] | None = None) -> None:
    """Variants say whether some store has one to sell and, where told, which; products follow.

    `in_stock` maps variant ids to whether any is left, `stores` to the codes of the stores that have one.
    """
    told = {pk: sorted(codes) for pk, codes in (stores or {}).items()}
    known = Variant.objects.filter(pk__in=[*in_stock, *told]).values_list(
        "pk", "product_id", "in_stock", "store_codes"
    )
    stale = [
        (pk, product)
        for pk, product, had, codes in known
        if in_stock.get(pk, had) != had or told.get(pk, codes) != codes
    ]
    if not stale:
        return
    with transaction.atomic():
        products = _locked({product for _, product in stale})
        for pk, _ in sorted(stale):
            changes: dict[str, Any] = {"in_stock": in_stock[pk]} if pk in in_stock else {}
            if pk in told:
                changes["store_codes"] = told[pk]
            Variant.objects.filter(pk=pk).update(**changes)
        for product in products:
            variants = list(product.variants.filter(is_on_sale=True))
            Product.objects.filter(pk=product.pk).update(**_stock(variants))
        shelf.changed()


def note_sold(quantities: Mapping[int, int]) -> None:
    """Products count what was sold of their variants, for "loved most"; call once for each order."""
    products: dict[int, int] = {}
    owners = Variant.objects.filter(pk__in=quantities).values_list("pk", "product_id")
    for pk, product in owners:
        products[product] = products.get(product, 0) + quantities[pk]
    with transaction.atomic():
        for row in _locked(set(products)):
            Product.objects.filter(pk=row.pk).update(sold_count=F("sold_count") + products[row.pk])


def _locked(products: set[int]) -> list[Product]:
    return list(Product.objects.select_for_update().filter(pk__in=products).order_by("pk").only("pk"))


def _stock(variants: Sequence[Variant]) -> dict[str, Any]:
    codes = {code for variant in variants for code in variant.store_codes}
    return {"in_stock": any(variant.in_stock for variant in variants), "store_codes": sorted(codes)}


def _swatches(variants: Sequence[Variant]) -> list[dict[str, Any]]:
    """One for each colour, named by the first option in every language."""
    found: dict[str, dict[str, Any]] = {}
    for variant in variants:
        if variant.swatch and variant.swatch not in found and variant.option_values:
            names = {
                language: words["option_values"][0]
                for language, words in variant.translations.items()
                if words.get("option_values")
            }
            found[variant.swatch] = {
                "colour": variant.swatch,
                "name": variant.option_values[0],
                "names": names,
            }
    return list(found.values())
