"""What orders adds to pages of other departments: stock by house, the nearest house."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from catalog.products.models import Product, Variant
from catalog.shelf import services as shelf
from minishop.money import ZERO
from orders.shipping import services as shipping
from orders.shipping.services import Delivery, NoDelivery
from orders.stock import services as stock
from orders.stores import mine, words
from orders.stores.models import Store

register = template.Library()


@register.simple_tag
def houses() -> list[Store]:
    """Where one can collect, in order; at most two minutes old, as everything on the shelf."""
    return mine.houses()


@register.inclusion_tag("orders/shipping/_delivery.html")
def delivery(variant: Variant) -> dict[str, Any]:
    """What sending the variant alone would cost, and when it comes, if that is known; two minutes old."""
    amount = variant.price.amount if variant.price else ZERO
    key = f"delivery:{get_language()}:{variant.grams}:{amount}"
    told = shelf.read(key, lambda: _delivery(variant.grams, amount)) or None
    return {"delivery": told, "is_late": variant.is_backordered}


def _delivery(grams: int, amount: Decimal) -> Delivery | str:
    try:
        return shipping.anywhere(grams=grams, goods=amount)
    except NoDelivery:
        return ""


@register.inclusion_tag("orders/stores/_availability.html")
def availability(product: Product, variant: Any = None) -> dict[str, Any]:
    """Each house, when a piece ordered now can be collected there, and how many are left."""
    variants = [variant] if variant else list(product.variants.filter(is_on_sale=True))
    free = stock.availability(variants).values()
    now = timezone.now()
    rows = []
    for store in houses():
        counts = [there[store.pk] for there in free if store.pk in there]
        left = None if None in counts else sum(count or 0 for count in counts)
        rows.append((store, words.ready(store, now), left))
    return {"houses": sorted(rows, key=lambda row: row[2] == 0)}


@register.inclusion_tag("orders/stores/_nearest.html")
def nearest_house() -> dict[str, Any]:
    """The first house and its doors."""
    now, house = timezone.now(), next(iter(houses()), None)
    if house is None:
        return {}
    return {"house": house, "doors": words.doors(house, now), "ready": words.ready(house, now)}
