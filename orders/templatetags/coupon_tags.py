"""What the coupons' pages know of bag and orders, and the bag's pages of coupons."""

from typing import Any

from django import template
from django.template import Context

from members.couponpages.tickets import Ticket
from orders.bagcoupons import beside, showing
from orders.carts.parcels import Bag

register = template.Library()


@register.simple_tag(takes_context=True)
def in_the_bag(context: Context, tickets: list[Ticket]) -> beside.Sorted:
    """The member's tickets by what the bag makes of them."""
    return beside.sorted_out(context["request"], tickets)


@register.simple_tag
def orders_of(tickets: list[Ticket]) -> list[Ticket]:
    """The tickets, each with the order that has it."""
    return beside.with_orders(tickets)


@register.inclusion_tag("orders/bagcoupons/_bag.html")
def bag_coupons(bag: Bag, picks_best: bool = True, is_fixed: bool = False) -> dict[str, Any]:
    """The coupons of a bag, above its sums; a fixed one offers no way to change them."""
    return {"coupons": showing.of_bag(bag, picks_best=picks_best), "is_fixed": is_fixed}
