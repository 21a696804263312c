"""What orders adds to a member's own page."""

from typing import Any

from django import template
from django.template.context import Context

from orders.claims import services as claims
from orders.history import tabs
from orders.orders.models import Order

register = template.Library()

MARKS = {
    "to-pay": "wallet",
    "to-ship": "phase-1",
    "to-collect": "phase-2",
    "to-receive": "phase-3",
    "to-review": "star",
    "after-sale": "undo",
}


@register.simple_tag(takes_context=True)
def order_doors(context: Context) -> list[dict[str, Any]]:
    """Where the member's orders stand: each tab of the list with its mark and how many it holds."""
    own = Order.objects.filter(user=context["request"].user)
    return [{**tab, "mark": MARKS[str(tab["code"])]} for tab in tabs.counted(own, "") if tab["code"]]


@register.simple_tag(takes_context=True)
def earlier_orders(context: Context) -> int:
    """How many orders of a guest can join the account; who proved no address is asked nothing."""
    return claims.open_to(context["request"]).count()
