"""All products as one table in Shopify's columns, our own beside them; importing it changes nothing.

The first row of a product speaks of the product; each variant has a row and each photograph stands on
one, those with columns of their own on rows of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.db.models import Func, Model, Prefetch

from catalog.fetching.models import PendingImage
from catalog.products.models import Price, Product, ProductImage, Variant
from catalog.tables import columns as headers
from catalog.tables import photographs
from catalog.tables.columns import KEPT_IMAGES, VARIANT_IMAGE
from catalog.tables.lines import OWN_TRACKER, TRACKER
from catalog.tables.parsing import written_tags
from minishop.imports.columns import variant_columns
from minishop.imports.kinds import Request
from minishop.money import default_currency, written

BATCH = 200
Cells = dict[str, str]


def table() -> tuple[list[str], Iterable[Sequence[str]]]:
    """Headers, and rows as they are asked for."""
    names = _headers()
    return names, ([cells.get(name, "") for name in names] for cells in _rows())


def _headers() -> list[str]:
    languages = dict.fromkeys(headers.suffixes().values())
    words = [f"{base} {headers.suffix_of(code)}" for code in languages for base in headers.TRANSLATED]
    prices = [f"Variant {what} {code}" for code in _currencies() for what in ("Price", "Compare At Price")]
    first = [*headers.PRODUCT, *headers.OPTION, *headers.VARIANT, *headers.IMAGE, *headers.LAST]
    registered = [name for name, _column in variant_columns]
    kept = _kept()
    known = [name for name in headers.KEPT if name in kept or name in registered]
    others = [name for name in registered if name not in headers.KEPT]
    rest = sorted(kept - {*first, *known, *others, *words, *prices})
    return list(dict.fromkeys([*first, *known, *others, *words, *prices, *rest]))


def _currencies() -> list[str]:
    found = Price.objects.exclude(currency=default_currency()).values_list("currency", flat=True)
    return sorted(set(found.distinct()))


def _kept() -> set[str]:
    """Headers of all columns that are kept without a field."""
    found = _keys(Product) | _keys(Variant)
    apart = Product.objects.filter(columns__has_key=KEPT_IMAGES)
    for columns in apart.values_list("columns", flat=True).iterator():
        found |= {name for cells in columns[KEPT_IMAGES].values() for name in cells}
    return found - {KEPT_IMAGES}


def _keys(model: type[Model]) -> set[str]:
    keys = model._default_manager.exclude(columns={}).annotate(
        key=Func("columns", function="jsonb_object_keys")
    )
    return set(keys.order_by().values_list("key", flat=True).distinct())


def _rows() -> Iterator[Cells]:
    """A few products at a time, so that a large catalogue never lies in memory."""
    last = 0
    while page := list(_products().filter(pk__gt=last).order_by("pk")[:BATCH]):
        held = _held(page)
        for product in page:
            yield from _product_rows(product, held)
        last = page[-1].pk


def _products() -> Any:
    variants = Variant.objects.select_related("picture").prefetch_related("prices").order_by("position", "id")
    images = ProductImage.objects.select_related("picture")
    pending = PendingImage.objects.prefetch_related("variants")
    return Product.objects.select_related("vendor").prefetch_related(
        Prefetch("variants", variants), Prefetch("images", images), Prefetch("pending_images", pending)
    )


def _held(page: Sequence[Product]) -> dict[str, dict[int, str]]:
    variants = [variant for product in page for variant in product.variants.all() if variant.is_stock_tracked]
    return {name: dict(column.held(variants, Request())) for name, column in variant_columns}


def _product_rows(product: Product, held: dict[str, dict[int, str]]) -> Iterator[Cells]:
    together, apart = _images(product)
    variants = [_variant(product, variant, held) for variant in product.variants.all()]
    rows = list(zip_longest(variants, together))
    for number, (variant, image) in enumerate(rows or [(None, None)]):
        lead = _product(product) if number == 0 else {}
        yield {"Handle": product.handle} | (variant or {}) | (image or {}) | lead
    for image in apart:
        yield {"Handle": product.handle} | image


def _product(product: Product) -> Cells:
    is_published = product.status == Product.Status.ACTIVE and product.published_at is not None
    cells = {
        "Handle": product.handle,
        "Vendor": product.vendor.name if product.vendor else "",
        "Tags": written_tags(product.tags),
        "Published": _flag(is_published),
        "Published At": _moment(product.published_at),
        "Withdrawn At": _moment(product.withdrawn_at),
        "Gift Card": _flag(product.is_gift_card),
        "Status": product.status,
        "3D Model": str(product.model_file.name or ""),
        "Not Taken Back": product.no_return,
    }
    cells |= {header: getattr(product, field) for header, field in headers.TEXTS.items()}
    names = product.option_names or ["Title"]
    cells |= {f"Option{n} Name": name for n, name in enumerate(names, 1)}
    for code, words in product.translations.items():
        for header, field in headers.TEXTS.items():
            cells[_in(code, header)] = words.get(field, "")
        for n, name in enumerate(words.get("option_names") or [], 1):
            cells[_in(code, f"Option{n} Name")] = name
    kept = {name: cell for name, cell in product.columns.items() if name != KEPT_IMAGES}
    return kept | cells


def _variant(product: Product, variant: Variant, held: dict[str, dict[int, str]]) -> Cells:
    cells = {
        "Variant SKU": variant.sku,
        "Variant Barcode": variant.barcode,
        "Variant Grams": str(variant.grams),
        "Variant Requires Shipping": _flag(variant.is_shippable),
        "Variant Swatch": variant.swatch,
        "Variant On Sale": _flag(variant.is_on_sale),
        "Variant Position": str(variant.position + 1),
        VARIANT_IMAGE: _variant_image(product, variant),
    }
    tracker = variant.columns.get(TRACKER, OWN_TRACKER)
    cells[TRACKER] = tracker if variant.is_stock_tracked else ""
    values = variant.option_values or ([] if product.option_names else ["Default Title"])
    cells |= {f"Option{n} Value": value for n, value in enumerate(values, 1)}
    for code, words in variant.translations.items():
        for n, value in enumerate(words.get("option_values") or [], 1):
            cells[_in(code, f"Option{n} Value")] = value
    for price in variant.prices.all():
        suffix = "" if price.currency == default_currency() else f" {price.currency}"
        cells[f"Variant Price{suffix}"] = written(price.amount, price.currency)
        cells[f"Variant Compare At Price{suffix}"] = _amount(price.compare_at, price.currency)
    told = {name: values[variant.pk] for name, values in held.items() if variant.pk in values}
    return variant.columns | told | cells


def _variant_image(product: Product, variant: Variant) -> str:
    """The source of the photograph the variant shows, or will show once it is fetched."""
    if variant.columns.get(VARIANT_IMAGE):
        return str(variant.columns[VARIANT_IMAGE])
    waiting = (row.source for row in product.pending_images.all() if variant in row.variants.all())
    if variant.picture_id is None:
        return next(waiting, "")
    shown = (image for image in product.images.all() if image.picture_id == variant.picture_id)
    image = next(shown, None)
    return image.source if image and image.source else photographs.address(variant.picture)  # type: ignore[arg-type]


def _images(product: Product) -> tuple[list[Cells], list[Cells]]:
    """Rows of the gallery, those that may share a row and those with columns of their own."""
    found: list[tuple[int, Cells]] = []
    for image in product.images.all():
        cells = {"Image Src": image.source or photographs.address(image.picture)}
        cells["Image Alt Text"] = image.picture.alt
        for code, words in image.picture.translations.items():
            cells[_in(code, "Image Alt Text")] = words.get("alt", "")
        found.append((image.position, cells))
    waiting = (row for row in product.pending_images.all() if row.in_gallery)
    found += [(row.position, {"Image Src": row.source, "Image Alt Text": row.alt}) for row in waiting]
    found.sort(key=lambda pair: pair[0])
    together: list[Cells] = []
    apart: list[Cells] = []
    for position, cells in found:
        kept = product.columns.get(KEPT_IMAGES, {}).get(cells["Image Src"], {})
        row = kept | cells | {"Image Position": str(position + 1)}
        (apart if kept else together).append(row)
    return together, apart


def _in(language: str, header: str) -> str:
    return f"{header} {headers.suffix_of(language)}"


def _flag(value: bool) -> str:
    return "TRUE" if value else "FALSE"


def _moment(value: datetime | None) -> str:
    return value.isoformat(" ") if value else ""


def _amount(value: Decimal | None, currency: str) -> str:
    return "" if value is None else written(value, currency)
