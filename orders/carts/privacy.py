"""What a bag tells of its owner, and how long one that nobody opens is kept."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.privacy import Holding, holdings
from orders.carts import services as carts
from orders.carts.models import Cart, CartLine

LINE = ("variant__sku", "variant__product__title", "quantity", "way", "store__name", "choices", "added_at")


def export(person: Any) -> list[dict[str, Any]]:
    """What lies in the member's bag, as plain values."""
    return list(CartLine.objects.filter(cart__user=person).order_by("pk").values(*LINE))


holdings.add(
    "bag",
    Holding(
        title=_("Your bag"),
        what=_("What you put into your bag, and what you had engraved on it"),
        why=_("To have it ready for you on every device"),
        kept=_("Until you order it or take it out; a guest’s bag for 90 days after the last change"),
        export=export,
        erase=lambda person: Cart.objects.filter(user=person).delete(),
        remains=lambda: Cart.objects.filter(user__erased_at__isnull=False),
        overdue=lambda: carts.abandoned(days=1),
    ),
)
