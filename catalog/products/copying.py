"""A second product like the first: everything that was written about it, nothing that happened to it."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.products.facts import refresh_facts
from catalog.products.models import Price, Product, Variant
from catalog.shelf import services as shelf
from minishop import events

#: Columns of a product that are about what became of it, or that are nobody else's.
NOT_COPIED = {"id", "handle", "published_at", "withdrawn_at", "created_at", "updated_at", "sold_count"}
NOT_OF_VARIANTS = {"id", "sku", "barcode", "in_stock", "store_codes", "is_backordered"}


@transaction.atomic
def duplicate(*, product: Product, actor: Any = None) -> Product:
    """A draft like the product exists: words, variants, prices, pictures, company, collections by hand.

    Its handle and SKUs are free ones; there is no stock of it, no barcode, and nothing was sold.
    """
    source = Product.objects.select_for_update().get(pk=product.pk)  # copiers of one in single file
    copy = Product(**_columns(source, NOT_COPIED))
    copy.status = Product.Status.DRAFT
    copy.handle = _free(Product, "handle", f"{source.handle[:110]}-copy")
    _rename(copy)
    copy.save()
    for variant in source.variants.order_by("position", "pk"):
        _copy_variant(variant, copy)
    for rows in (source.images, source.relations, source.places.filter(collection__match="hand")):
        _copy_rows(rows, copy)
    refresh_facts(copy)
    events.emit("product.created", subject=copy, actor=actor, fields=[], copied_from=source.pk)
    shelf.changed()
    return copy


def _columns(row: models.Model, left: set[str]) -> dict[str, Any]:
    """The row's values by column, without those left out."""
    names = (field.attname for field in row._meta.concrete_fields if field.name not in left)
    return {name: getattr(row, name) for name in names}


def _rename(copy: Product) -> None:
    """The title says in each language that it is a copy."""
    most = Product._meta.get_field("title").max_length or 200
    titles = {code: words["title"] for code, words in copy.translations.items() if words.get("title")}
    copy.translations = {code: dict(words) for code, words in copy.translations.items()}
    for code, title in titles.items():
        with translation.override(code):
            copy.translations[code]["title"] = _("%(title)s (copy)") % {"title": title[: most - 20]}
    with translation.override(settings.LANGUAGE_CODE):
        copy.title = _("%(title)s (copy)") % {"title": copy.title[: most - 20]}


def _copy_variant(variant: Variant, copy: Product) -> None:
    told = _columns(variant, NOT_OF_VARIANTS) | {"product_id": copy.pk}
    twin = Variant(**told, in_stock=not variant.is_stock_tracked)
    twin.sku = _free(Variant, "sku", f"{variant.sku[:50]}-COPY")
    twin.save()
    prices = Price.objects.filter(variant=variant).order_by("pk")
    Price.objects.bulk_create(
        Price(variant=twin, currency=price.currency, amount=price.amount, compare_at=price.compare_at)
        for price in prices
    )


def _copy_rows(rows: Any, copy: Product) -> None:
    """The same rows with the copy in the place of the product."""
    found = list(rows.all())
    for row in found:
        row.pk, row.product = None, copy
    if found:
        type(found[0]).objects.bulk_create(found)


def _free(model: type[models.Model], column: str, wanted: str) -> str:
    """The name itself, or the first with a number behind it that nobody has."""
    taken = set(
        model._base_manager.filter(**{f"{column}__startswith": wanted}).values_list(column, flat=True)
    )
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)
