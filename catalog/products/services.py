"""Verbs of products: create, change, price, publish; and the facts that keep listings one query."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import nh3
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.products.copying import duplicate
from catalog.products.facts import hold, note_sold, note_stock, refresh_facts
from catalog.products.models import Price, Product, ProductImage, RelatedProduct, Variant
from catalog.redirects import services as redirects
from catalog.shelf import services as shelf
from minishop import events
from minishop.money import default_currency, rounded

TAGS = {"p", "br", "strong", "em", "b", "i", "ul", "ol", "li", "h2", "h3", "blockquote", "a"}


def create(*, handle: str, title: str, actor: Any = None, **fields: Any) -> Product:
    """A draft with these texts exists; its HTML is sanitised in every language."""
    return keep(product=Product(handle=handle, title=title, **fields), actor=actor)


def update(*, product: Product, actor: Any = None, **fields: Any) -> Product:
    """The product holds the fields, HTML sanitised; search follows."""
    for name, value in fields.items():
        setattr(product, name, value)
    return keep(product=product, actor=actor, fields=list(fields))


@transaction.atomic
def keep(*, product: Product, actor: Any = None, fields: Sequence[str] = ()) -> Product:
    """The product stands as it was filled in, HTML sanitised; the event names the fields that changed."""
    event = "product.changed" if product.pk else "product.created"
    _sanitise(product)
    product.full_clean(exclude=["cover"])
    handle = redirects.handle_before(product)
    product.save()
    redirects.settled(handle and reverse("product", args=[handle]), product.get_absolute_url())
    refresh_facts(product)
    _changed(product, event, actor, fields=sorted(fields))
    return product


@transaction.atomic
def add_variant(
    *,
    product: Product,
    sku: str,
    price: Decimal | None = None,
    compare_at: Decimal | None = None,
    actor: Any = None,
    **fields: Any,
) -> Variant:
    """The product also comes in this variant, priced in the shop's own currency when a price is given.

    It is out of stock until some is told of, unless its stock is not tracked.
    """
    variant = Variant(product=product, sku=sku, **fields)
    variant.in_stock = not variant.is_stock_tracked
    variant.full_clean()
    variant.save()
    if price is None:
        refresh_facts(product)
    else:
        set_price(variant=variant, amount=price, compare_at=compare_at, actor=actor)
    return variant


@transaction.atomic
def set_price(
    *,
    variant: Variant,
    amount: Decimal,
    compare_at: Decimal | None = None,
    currency: str | None = None,
    actor: Any = None,
) -> Price:
    """The variant costs this much, in minor units of the currency; the event tells what it cost before."""
    currency = currency or default_currency()
    hold(variant.product_id)
    before = Price.objects.filter(variant=variant, currency=currency).first()
    price = before or Price(variant=variant, currency=currency)
    was = before.amount if before else None
    price.amount = rounded(amount, currency)
    price.compare_at = None if compare_at is None else rounded(compare_at, currency)
    price.full_clean(validate_unique=False, validate_constraints=True, exclude=["variant"])
    price.save()
    refresh_facts(variant.product)
    events.emit(
        "price.changed",
        subject=variant,
        actor=actor,
        currency=currency,
        before=None if was is None else str(was),
        after=str(price.amount),
    )
    return price


@transaction.atomic
def set_images(*, product: Product, pictures: Sequence[Picture]) -> None:
    """The gallery is these pictures, in this order."""
    ProductImage.objects.filter(product=product).delete()
    ProductImage.objects.bulk_create(
        ProductImage(product=product, picture=picture, position=position)
        for position, picture in enumerate(dict.fromkeys(pictures))
    )
    refresh_facts(product)


@transaction.atomic
def relate(*, product: Product, to: Sequence[Product]) -> None:
    """These pieces, in this order, stand on the product's page."""
    RelatedProduct.objects.filter(product=product).delete()
    RelatedProduct.objects.bulk_create(
        RelatedProduct(product=product, related=related, position=position)
        for position, related in enumerate(dict.fromkeys(to))
        if related.pk != product.pk
    )
    shelf.changed()


@transaction.atomic
def publish(*, product: Product, actor: Any = None) -> None:
    """Shoppers see it: from now, unless an earlier or later moment was set before.

    Raises:
        WordsMissing: it is not on sale yet, and a photograph of it has no alternative text.
    """
    if product.status != Product.Status.ACTIVE:
        pictures.require_words(Picture.objects.filter(pk__in=product.picture_ids()))
    product.status = Product.Status.ACTIVE
    if product.published_at is None:
        product.published_at = Now()
    product.save(update_fields=["status", "published_at", "updated_at"])
    product.refresh_from_db(fields=["published_at"])
    _changed(product, "product.published", actor)


@transaction.atomic
def unpublish(*, product: Product, actor: Any = None) -> None:
    """Shoppers no longer see it; orders and bags that name it keep their words."""
    product.status = Product.Status.DRAFT
    product.save(update_fields=["status", "updated_at"])
    _changed(product, "product.unpublished", actor)


def touched(*, product: Product, actor: Any = None) -> None:
    """After rows of the product were changed one by one: facts, search and kept reads follow."""
    with transaction.atomic():
        refresh_facts(product)
        _changed(product, "product.changed", actor)


def _changed(product: Product, event: str, actor: Any, **data: Any) -> None:
    events.emit(event, subject=product, actor=actor, **data)
    shelf.changed()


def clean_html(html: str) -> str:
    """The HTML with nothing in it that pages don't show; cleaned again it stays the same."""
    return nh3.clean(html, tags=TAGS)


def _sanitise(product: Product) -> None:
    product.body = clean_html(product.body)
    for words in product.translations.values():
        if words.get("body"):
            words["body"] = clean_html(words["body"])


__all__ = [
    "add_variant",
    "clean_html",
    "create",
    "duplicate",
    "hold",
    "keep",
    "note_sold",
    "note_stock",
    "publish",
    "refresh_facts",
    "relate",
    "set_images",
    "set_price",
    "touched",
    "unpublish",
    "update",
]
