"""Verbs of saved pieces: save, let go, and note what came back. Each may be repeated."""

from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from catalog.products.models import Product, Variant
from members.accounts.models import User
from members.wishlists.models import FullList, WishlistItem

#: Nobody reads further than this.
MOST = 300


@transaction.atomic
def save(*, user: User, product: Product, variant: Variant | None = None) -> WishlistItem:
    """The piece is saved with the price it has now, once; saved again it stays as it was.

    Raises:
        FullList: there are too many already.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if known := WishlistItem.objects.filter(user=user, product=product).first():
        return known
    if WishlistItem.objects.filter(user=user).count() >= MOST:
        raise FullList
    chosen = variant if variant and variant.product_id == product.pk else None
    return WishlistItem.objects.create(
        user=user, product=product, variant=chosen, seen_price=_price(product, chosen)
    )


def remove(*, user: User, product: Product) -> bool:
    """The piece is not saved any more; whether it was."""
    return bool(WishlistItem.objects.filter(user=user, product=product).delete()[0])


def came_back(*, variant_id: int) -> int:
    """Those who saved the piece see that it is on the shelf again; how many they are."""
    rows = WishlistItem.objects.filter(product__variants=variant_id)
    return rows.filter(pk__in=rows.values("pk")).update(back_at=Now())


def _price(product: Product, variant: Variant | None) -> Decimal | None:
    """What it costs in the shop's own currency; nothing while it is only announced."""
    if variant is None:
        return product.price_from or None
    return variant.prices.filter(currency=settings.CURRENCY).values_list("amount", flat=True).first()
