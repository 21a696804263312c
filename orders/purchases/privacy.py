"""What a member bought in a house by their code."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.privacy import Holding, holdings
from orders.purchases.models import Purchase

KEPT = (
    "at", "store__name", "receipt", "amount", "currency", "coupon_amount", "points", "points_amount",
    "earned", "undone_at",
)  # fmt: skip


def export(person: Any) -> list[dict[str, Any]]:
    """The purchases, as plain values."""
    return list(Purchase.objects.filter(member=person).order_by("pk").values(*KEPT))


holdings.add(
    "purchases",
    Holding(
        title=_("Purchases in a house"),
        what=_("Where and when your code was read, the receipt’s number and amount, and what came of it"),
        why=_("To credit you with it, and to answer for points and coupons"),
        kept=_("For as long as the law has us keep the books"),
        export=export,
        stays=_("House, receipt and amounts, under a number that is nobody’s name any more"),
    ),
)
