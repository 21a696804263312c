"""What returns add to the page of an order."""

from typing import Any

from django import template

from orders.aftersale import of_order
from orders.orders.models import Order

register = template.Library()


@register.inclusion_tag("orders/aftersale/_returns.html")
def returns_of(order: Order) -> dict[str, Any]:
    """The returns of the order, the door to ask for one, and why there is none."""
    return of_order.shown(order)
