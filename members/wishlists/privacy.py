"""What a member saved: copied, and gone with an erasure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.wishlists.models import WishlistItem
from minishop.privacy import Holding, holdings

KEPT = ("product__title", "variant__sku", "seen_price", "added_at")


def export(person: Any) -> list[dict[str, Any]]:
    """The saved pieces, as plain values."""
    return list(WishlistItem.objects.filter(user=person).order_by("pk").values(*KEPT))


holdings.add(
    "wishlist",
    Holding(
        title=_("Saved pieces"),
        what=_("The pieces you saved, when, and what they cost then"),
        why=_("To show them to you again, and what changed"),
        kept=_("Until you let a piece go"),
        export=export,
        erase=lambda person: WishlistItem.objects.filter(user=person).delete(),
        remains=lambda: WishlistItem.objects.filter(user__erased_at__isnull=False),
    ),
)
