"""A catalogue of any size, filled by SQL: `catalogue(100_000)` in an empty database.

One product with its variant, price and place is made through the models; the database copies the rows
and puts other words and figures into them, so that a new column needs no word here.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from catalog.collections.models import Collection, CollectionProduct
from catalog.pictures.models import Picture
from catalog.products.models import Price, Product, ProductImage, Variant
from catalog.search import services as search
from catalog.search.models import SearchDocument
from catalog.vendors.models import Vendor
from tests.bench.scale_words import COLOURS, MATERIALS, NOUNS, SERIES

VENDORS = 40
RENDITIONS = {"portrait": [[w, f"pictures/{w}.webp"] for w in (240, 480, 720)], "whole": []}

#: Numbers of a product: its series, material and thing differ from those of every other of 120,000.
FACTS = f"""
SELECT n,
       (n / {len(NOUNS)}) %% {len(SERIES)} AS series,
       (n / {len(NOUNS) * len(SERIES)} + n * 7) %% {len(MATERIALS)} AS material,
       n %% {len(NOUNS)} AS noun,
       (n * 31) %% {len(COLOURS)} AS colour,
       60 + (n * 7919) %% 4000 AS price
FROM generate_series(0, %(count)s - 1) n
"""

PRODUCTS = """
SELECT made.* FROM ({facts}) f
CROSS JOIN (SELECT %(series)s::jsonb AS names, %(materials)s::jsonb AS materials,
                   %(nouns)s::jsonb AS nouns, %(colours)s::jsonb AS colours) w
JOIN catalog_product base ON base.id = %(base)s
CROSS JOIN LATERAL jsonb_populate_record(base, jsonb_build_object(
    'id', %(base)s + 1 + n,
    'handle', 'piece-' || n,
    'title', concat_ws(' ', w.names->series->>0, w.materials->material->>0, w.nouns->noun->>0),
    'kind', w.nouns->noun->>2,
    'tags', jsonb_build_array(lower(w.nouns->noun->>2), lower(w.materials->material->>0)),
    'vendor_id', (%(vendors)s::jsonb->(n %% {vendors}))::int,
    'cover_id', (%(pictures)s::jsonb->(n %% 6))::int,
    'price_from', price, 'price_to', price, 'sold_count', (n * 7907) %% 5000,
    'in_stock', n %% 10 > 0,
    'published_at', base.published_at - n * interval '1 minute',
    'swatches', jsonb_build_array(jsonb_build_object('colour', w.colours->colour->>2,
        'name', w.colours->colour->>0, 'names', jsonb_build_object('zh-hans', w.colours->colour->>1))),
    'translations', jsonb_build_object('zh-hans', jsonb_build_object(
        'title', concat(w.names->series->>1, w.materials->material->>1, w.nouns->noun->>1),
        'body', '<p>在月光下手工完成，用得越久越像你。</p>', 'option_names', '["颜色"]'::jsonb))
)) made
"""

VARIANTS = """
SELECT made.* FROM ({facts}) f
CROSS JOIN (SELECT %(colours)s::jsonb AS colours) w
JOIN catalog_variant base ON base.id = %(variant)s
CROSS JOIN generate_series(0, 1) place
CROSS JOIN LATERAL (SELECT w.colours->((colour + place)::int %% {colours}) AS pair) c
CROSS JOIN LATERAL jsonb_populate_record(base, jsonb_build_object(
    'id', %(variant)s + 1 + 2 * n + place, 'product_id', %(base)s + 1 + n,
    'sku', 'SC-' || lpad(n::text, 6, '0') || '-' || place,
    'barcode', '29' || lpad((2 * n + place)::text, 11, '0'),
    'position', place, 'option_values', jsonb_build_array(pair->>0), 'swatch', pair->>2,
    'translations', jsonb_build_object('zh-hans',
        jsonb_build_object('option_values', jsonb_build_array(pair->>1)))
)) made
"""

PRICES = """
SELECT made.* FROM catalog_variant v JOIN catalog_product p ON p.id = v.product_id AND p.id > %(base)s
JOIN catalog_price base ON base.variant_id = %(variant)s
CROSS JOIN LATERAL jsonb_populate_record(base, jsonb_build_object(
    'id', base.id + 1 + v.id - %(variant)s, 'variant_id', v.id, 'amount', p.price_from)) made
"""

PLACES = """
SELECT made.* FROM ({facts}) f
JOIN catalog_collectionproduct base ON base.product_id = %(base)s
CROSS JOIN LATERAL jsonb_populate_record(base, jsonb_build_object(
    'id', base.id + 1 + n, 'product_id', %(base)s + 1 + n, 'position', n,
    'collection_id', (%(kinds)s::jsonb->(n %% {nouns}))::int)) made
"""

IMAGES = """
SELECT made.* FROM ({facts}) f
JOIN catalog_productimage base ON base.product_id = %(base)s
CROSS JOIN LATERAL jsonb_populate_record(base, jsonb_build_object(
    'id', base.id + 1 + n, 'product_id', %(base)s + 1 + n,
    'picture_id', (%(pictures)s::jsonb->(n %% 6))::int)) made
"""


#: What filters ask: one facet for each colour, and on each product the numbers of its own.
FACETS = """
INSERT INTO catalog_facet (code, option, value, colour, translations)
SELECT DISTINCT ON (1) 'colour:' || replace(lower(option_values[1]), ' ', '-'), 'Colour', option_values[1],
       swatch, jsonb_build_object('zh-hans', jsonb_build_object(
           'option', '颜色', 'value', translations->'zh-hans'->'option_values'->>0))
FROM catalog_variant
"""
NUMBERS = """
UPDATE catalog_product p SET facets = found.ids FROM (
    SELECT v.product_id, array_agg(DISTINCT f.id) AS ids
    FROM catalog_variant v JOIN catalog_facet f ON f.value = v.option_values[1] GROUP BY 1
) found WHERE found.product_id = p.id
"""


def catalogue(count: int, *, indexed: bool = True) -> None:
    """So many products on sale, each in two colours, in a collection of its kind; search knows them all."""
    with transaction.atomic():
        _fill(count)
    _analyze()
    if indexed:
        with _without_indexes(SearchDocument):
            search.reindex()
        _analyze()


def _fill(count: int) -> None:
    base = _first()
    given = _given(base, count)
    size = {"nouns": len(NOUNS), "colours": len(COLOURS), "vendors": VENDORS, "facts": FACTS}
    for model, rows in (
        (Product, PRODUCTS),
        (Variant, VARIANTS),
        (Price, PRICES),
        (CollectionProduct, PLACES),
        (ProductImage, IMAGES),
    ):
        _copy(model, rows.format(**size), given)
    base.delete()
    with connection.cursor() as cursor:
        cursor.execute(FACETS)
        cursor.execute(NUMBERS)


@contextmanager
def _without_indexes(model: type[Model]) -> Iterator[None]:
    """The model's indexes are made when its rows are there, in a fraction of the time."""
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        editor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for index in model._meta.indexes:
            editor.add_index(model, index)


def _copy(model: Any, rows: str, given: dict[str, Any]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} {rows}", given)
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _first() -> Product:
    """The product that all others are copies of, with one row of each kind."""
    collection = Collection.objects.create(handle="scale", title="Scale", is_listed=False)
    product = Product.objects.create(
        handle="scale",
        title="Scale",
        body="<p>Finished by hand under the moon. The longer you use it, the more it is yours.</p>",
        status=Product.Status.ACTIVE,
        published_at=timezone.now() - timedelta(days=1),
        option_names=["Colour"],
    )
    variant = Variant.objects.create(product=product, sku="SCALE", option_values=["Scale"], grams=90)
    Price.objects.create(variant=variant, currency="CNY", amount=Decimal(100))
    CollectionProduct.objects.create(collection=collection, product=product)
    ProductImage.objects.create(product=product, picture=_picture(0))
    return product


def _given(base: Product, count: int) -> dict[str, Any]:
    kinds = {kind: kind for _, _, kind in NOUNS}
    for place, kind in enumerate(kinds):
        row = Collection.objects.create(handle=f"kind-{place}", title=kind, position=place)
        kinds[kind] = row.pk
    vendors = [
        Vendor.objects.create(handle=f"vendor-{n}", name=f"Maison {SERIES[n][0]}").pk for n in range(VENDORS)
    ]
    lists = {
        "series": SERIES,
        "materials": MATERIALS,
        "nouns": NOUNS,
        "colours": COLOURS,
        "vendors": vendors,
        "pictures": [_picture(n).pk for n in range(1, 7)],
        "kinds": [kinds[kind] for _, _, kind in NOUNS],
    }
    variant = Variant.objects.get(product=base).pk
    told = {name: json.dumps(rows, ensure_ascii=False) for name, rows in lists.items()}
    return {"count": count, "base": base.pk, "variant": variant, **told}


def _picture(n: int) -> Picture:
    return Picture.objects.create(
        file=f"pictures/{n}.webp",
        width=1200,
        height=1200,
        alt=f"Picture {n}",
        digest=f"scale-{n}",
        renditions=RENDITIONS,
    )
