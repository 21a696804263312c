"""What both accounts saved is saved once, as the account that stays has it."""

from typing import Any

from django.utils.translation import ngettext

from members.wishlists.models import WishlistItem
from minishop.merging import moves, words


def move(kept: Any, gone: Any) -> None:
    own = WishlistItem.objects.filter(user=kept).values("product")
    WishlistItem.objects.filter(user=gone, product__in=own).delete()
    WishlistItem.objects.filter(user=gone).update(user=kept)


def say(gone: Any) -> str:
    count = WishlistItem.objects.filter(user=gone).count()
    return (
        ngettext("%(count)d saved piece", "%(count)d saved pieces", count) % {"count": count} if count else ""
    )


moves.add("wishlist", move)
words.add("wishlist", say)
