"""Verbs of collections. What a rule admits is written down as places, so that a listing asks no rule.

Whoever writes places of a collection filled by rule holds the collection's row, and `follow` the
product's before it: so the last one to look has seen what the others changed.
"""

from collections.abc import Sequence
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, QuerySet
from django.urls import reverse

from catalog.collections.models import Collection, CollectionProduct
from catalog.products.models import Product
from catalog.redirects import services as redirects
from catalog.shelf import services as shelf
from minishop import events

log = structlog.get_logger(__name__)

ADD = """
    INSERT INTO catalog_collectionproduct (collection_id, product_id, position)
    SELECT %s, found.id, %s + row_number() OVER (ORDER BY found.published_at DESC NULLS LAST, found.id DESC)
    FROM ({}) found ON CONFLICT DO NOTHING
"""


@transaction.atomic
def create(*, handle: str, title: str, products: Sequence[Product] = (), **fields: Any) -> Collection:
    """The collection exists and holds these products in this order, or what its rules admit."""
    collection = keep(collection=Collection(handle=handle, title=title, **fields))
    if not collection.is_by_rule:
        arrange(collection=collection, products=products)
    return collection


@transaction.atomic
def keep(*, collection: Collection, actor: Any = None) -> Collection:
    """The collection stands as it was filled in, holds what its rules admit, and is found at its old address.

    Raises:
        ValidationError: a rule makes no sense, or a text is missing.
    """
    event = "collection.changed" if collection.pk else "collection.created"
    collection.full_clean()
    handle = redirects.handle_before(collection)
    collection.save()
    redirects.settled(handle and reverse("collection", args=[handle]), collection.get_absolute_url())
    events.emit(event, subject=collection, actor=actor)
    refresh(collection=collection)
    shelf.changed()
    return collection


@transaction.atomic
def arrange(*, collection: Collection, products: Sequence[Product]) -> None:
    """The collection holds these products, in this order, each once."""
    CollectionProduct.objects.filter(collection=collection).delete()
    CollectionProduct.objects.bulk_create(
        CollectionProduct(collection=collection, product=product, position=position)
        for position, product in enumerate(dict.fromkeys(products))
    )
    shelf.changed()


@transaction.atomic
def admit(*, collection: Collection, product: Product) -> bool:
    """The product stands in it, last if it is new there; whether it was."""
    Collection.objects.select_for_update().get(pk=collection.pk)
    last = collection.places.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    is_new = collection.places.get_or_create(product=product, defaults={"position": position})[1]
    shelf.changed()
    return is_new


@transaction.atomic
def dismiss(*, collection: Collection, product: Product) -> None:
    """The product no longer stands in it."""
    collection.places.filter(product=product).delete()
    shelf.changed()


@transaction.atomic
def refresh(*, collection: Collection) -> tuple[int, int]:
    """It holds what its rules admit now, the new ones last; answers how many came and went.

    One filled by hand is left alone. What stays keeps its place, and nothing is written when nothing changed.
    """
    for held in _held([collection.pk]):
        wanted = Product.objects.filter(held.admits)
        gone = held.places.exclude(Exists(wanted.filter(pk=OuterRef("product_id")))).delete()[0]
        added = _add(held, wanted)
        if gone or added:
            shelf.changed()
        return added, gone
    return 0, 0


def refresh_all() -> None:
    """Every collection filled by rule holds what its rules admit; one that fails stops no other."""
    for collection in Collection.objects.by_rule():
        try:
            refresh(collection=collection)
        except ValidationError:
            log.exception("collection.refresh_failed", collection=collection.pk)


@transaction.atomic
def follow(*, product: int) -> None:
    """The product is in every collection whose rules admit it, and in no other that is filled by rule."""
    ruled = list(Collection.objects.by_rule().values_list("pk", flat=True))
    if not ruled or not Product.objects.select_for_update(no_key=True).filter(pk=product).exists():
        return
    collections = _held(ruled)
    admitted = _admitting(collections, product)
    places = CollectionProduct.objects.filter(product=product, collection__in=collections)
    holding = set(places.values_list("collection", flat=True))
    if admitted == holding:
        return
    for collection in collections:
        if collection.pk in admitted - holding:
            _add(collection, Product.objects.filter(pk=product))
    places.filter(collection__in=holding - admitted).delete()
    shelf.changed()


def _held(ids: Sequence[int]) -> list[Collection]:
    """Those of the collections that are filled by rule, as they are now, their rows locked."""
    rows = Collection.objects.by_rule().select_for_update(no_key=True)
    return list(rows.filter(pk__in=ids).order_by("pk"))


def _admitting(collections: Sequence[Collection], product: int) -> set[int]:
    """Which of them admit the product, asked in one query."""
    asked = {
        f"in_{each.pk}": ExpressionWrapper(each.admits, output_field=BooleanField()) for each in collections
    }
    row = Product.objects.filter(pk=product).annotate(**asked).values(*asked).get()
    return {int(name.removeprefix("in_")) for name, is_in in row.items() if is_in}


def _add(collection: Collection, products: QuerySet[Product]) -> int:
    """Those of the products that were not in it are, after the last one."""
    there = CollectionProduct.objects.filter(collection=collection, product=OuterRef("pk"))
    missing = products.filter(~Exists(there)).values("id", "published_at").order_by()
    last = collection.places.aggregate(last=Max("position"))["last"] or 0
    sql, values = missing.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(ADD.format(sql), [collection.pk, last, *values])
        return cursor.rowcount
