"""Verbs of collections."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from catalog.collections.models import Collection, CollectionProduct
from catalog.products.models import Product
from catalog.shelf import services as shelf


@transaction.atomic
def create(*, handle: str, title: str, products: Sequence[Product] = (), **fields: Any) -> Collection:
    """The collection exists and holds these products in this order."""
    collection = Collection(handle=handle, title=title, **fields)
    collection.full_clean()
    collection.save()
    arrange(collection=collection, products=products)
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
