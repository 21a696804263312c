"""Facts written down on products and variants, so that a listing is one query and one index.

Locks are taken in one order, products before variants, each by primary key, and only when a fact
really changes: a sale that leaves something on the shelf touches no row here.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from catalog.facets import reading
from catalog.products.models import Price, Product, ProductImage, Variant
from catalog.shelf import services as shelf
from minishop import events
from minishop.money import ZERO, default_currency


def hold(product_id: int) -> None:
    """Nobody else writes facts of the product in this transaction; before its variants and their prices."""
    list(Product.objects.select_for_update(no_key=True).filter(pk=product_id).values_list("pk"))


def refresh_facts(product: Product) -> None:
    """Cover, price range, swatches, facets and stock agree with the product's variants and pictures.

    The product is locked before they are read, so that of two writers the later one has seen both changes.
    """
    hold(product.pk)
    variants = list(product.variants.filter(is_on_sale=True))
    prices = Price.objects.filter(variant__in=variants, currency=default_currency())
    ordered = sorted(prices, key=lambda price: price.amount)
    image = ProductImage.objects.filter(product=product).first()
    stock = _stock(variants)
    facts: dict[str, Any] = {
        "cover_id": image.picture_id
        if image
        else next((v.picture_id for v in variants if v.picture_id), None),
        "price_from": ordered[0].amount if ordered else ZERO,
        "price_to": ordered[-1].amount if ordered else ZERO,
        "compare_at_from": ordered[0].compare_at if ordered else None,
        "swatches": _swatches(variants),
        "facets": reading.numbers(product, variants, stock["store_codes"]),
        **stock,
    }
    Product.objects.filter(pk=product.pk).update(**facts)
    for name, value in facts.items():
        setattr(product, name, value)
    shelf.changed()


def note_stock(
    in_stock: Mapping[int, bool],
    *,
    stores: Mapping[int, Sequence[str]] | None = None,
    later: Collection[int] = (),
) -> None:
    """Variants say whether one can be ordered and, where told, which stores have it; products follow.

    `in_stock` maps variant ids to whether any can be ordered, `stores` to the codes of the stores that
    have one; `later` names those that are not there and are sent once they are back.
    """
    told: dict[int, dict[str, Any]] = {
        pk: {"store_codes": sorted(codes)} for pk, codes in (stores or {}).items()
    }
    for pk, is_left in in_stock.items():
        told.setdefault(pk, {}).update(in_stock=is_left, is_backordered=pk in later)
    columns = ("in_stock", "store_codes", "is_backordered")
    known = Variant.objects.filter(pk__in=told).only("product_id", *columns).order_by("pk")
    stale = [row for row in known if any(getattr(row, name) != value for name, value in told[row.pk].items())]
    if not stale:
        return
    with transaction.atomic():
        products = _locked({variant.product_id for variant in stale})
        for variant in stale:
            _note(variant, told[variant.pk])
        for product in products:
            _restock(product)
        shelf.changed()


def _note(variant: Variant, told: Mapping[str, Any]) -> None:
    """The variant's row says so; where pieces are back, an event tells it."""
    was_here = variant.in_stock and not variant.is_backordered
    for name, value in told.items():
        setattr(variant, name, value)
    Variant.objects.filter(pk=variant.pk).update(**told)
    if variant.in_stock and not variant.is_backordered and not was_here:
        events.emit("variant.back", subject=variant, variant=variant.pk)


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
    rows = Product.objects.select_for_update().filter(pk__in=products).order_by("pk")
    return list(rows.only("pk", "in_stock", "store_codes", "facets"))


def _restock(product: Product) -> None:
    """Stock, and among the facets those of stores, follow the variants."""
    stock = _stock(list(product.variants.filter(is_on_sale=True)))
    if stock["store_codes"] != product.store_codes:
        stock["facets"] = reading.moved(product, stock["store_codes"])
    Product.objects.filter(pk=product.pk).update(**stock)
    if stock["in_stock"] != product.in_stock:
        events.emit("product.stocked" if stock["in_stock"] else "product.sold_out", subject=product)


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
