"""What others hear of the catalogue: which piece changed, and what a price is now."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.products.models import Product, Variant
from minishop.events import catalogue
from minishop.events.models import Event
from minishop.money import written


@catalogue.public(
    {
        "product.created": _("A product was made, as a draft."),
        "product.changed": _("A product’s words, pictures or variants changed."),
        "product.published": _("Shoppers see a product."),
        "product.unpublished": _("Shoppers no longer see a product."),
        "product.stocked": _("A product can be bought again."),
        "product.sold_out": _("The last piece of a product was sold."),
    },
    example={
        "id": 12,
        "handle": "arc-bag",
        "title": "Arc bag",
        "status": "active",
        "variants": [{"sku": "ARC-PLUM", "in_stock": True}],
    },
)
def product(event: Event) -> dict[str, Any]:
    row = Product.objects.get(pk=event.subject_id)
    variants = list(Variant.objects.filter(product=row).order_by("pk").values("sku", "in_stock"))
    return {
        "id": row.pk,
        "handle": row.handle,
        "title": row.title,
        "status": row.status,
        "variants": variants,
    }


@catalogue.public(
    {"price.changed": _("A variant costs another price.")},
    example={
        "product": "arc-bag",
        "sku": "ARC-PLUM",
        "currency": "CNY",
        "before": "1280.00",
        "after": "1180.00",
    },
)
def price(event: Event) -> dict[str, Any]:
    variant = Variant.objects.select_related("product").get(pk=event.subject_id)
    currency = event.data["currency"]
    was_and_is = {name: _written(event.data[name], currency) for name in ("before", "after")}
    return {"product": variant.product.handle, "sku": variant.sku, "currency": currency, **was_and_is}


def _written(amount: str | None, currency: str) -> str | None:
    """The amount with as many decimals as its currency has; nothing where there was no price."""
    return None if amount is None else written(Decimal(amount), currency)


catalogue.internal(
    *(f"bulk.{what}" for what in ("done", "started", "went_on")),
    *(f"collection.{what}" for what in ("changed", "created")),
    *(f"menu.{what}" for what in ("kept", "removed")),
    *(f"page.{what}" for what in ("cancelled", "kept", "published", "restored", "scheduled", "withdrawn")),
    *(f"picture.{what}" for what in ("asked_again", "not_fetched")),
    *(
        f"price_change.{what}"
        for what in ("cancelled", "ended", "impossible", "missed", "planned", "started")
    ),
    "product.tracking_set",
    *(f"story.{what}" for what in ("published", "unpublished")),
    "variant.back",
    *(f"vendor.{what}" for what in ("changed", "created", "merged")),
)
