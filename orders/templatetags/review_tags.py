"""What reviews add to a product's page and to an order's."""

from typing import Any

from django import template
from django.template.context import Context

from catalog.aftersale import ratings
from catalog.products.models import Product
from minishop.seo.structured import Node
from orders.orders.models import Order
from orders.reviews import reading

register = template.Library()


@register.inclusion_tag("orders/reviews/_beside.html")
def rating_of(product: Product) -> dict[str, Any]:
    """The product's stars in words, leading to its reviews; nothing under one review."""
    return {"rating": ratings.of(product)}


@register.inclusion_tag("orders/reviews/_section.html", takes_context=True)
def reviews_of(context: Context, product: Product) -> dict[str, Any]:
    """The product's newest reviews; nothing where there are none."""
    told = {"product": product, "rating": ratings.of(product), "reviews": reading.first(product)}
    return told | {"more": max(product.rating_count - reading.FIRST, 0), "brand": context["brand"]}


@register.simple_tag
def review_facts(product: Product) -> list[Node]:
    """The newest reviews in schema.org's words."""
    return reading.facts(product)


@register.inclusion_tag("orders/reviews/_pieces.html")
def pieces_to_review(order: Order) -> dict[str, Any]:
    """The order's pieces that came, each with what was said of it."""
    return {"order": order, "pieces": reading.pieces(order)}
