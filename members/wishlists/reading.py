"""What a member saved, as they read it: what it costs now, what changed since, whether it can be had."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import OuterRef, Subquery

from catalog.products.models import Price, Product
from members.accounts.models import User
from members.wishlists import services as wishlists
from members.wishlists.models import WishlistItem


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved piece; `dropped` is by how much its price fell since."""

    product: Product
    amount: Decimal
    was: Decimal | None
    dropped: Decimal | None
    is_back: bool


def saved(user: User) -> list[Saved]:
    """The pieces shoppers may see now, the latest saved first; two queries."""
    own = Price.objects.filter(variant=OuterRef("variant"), currency=settings.CURRENCY)
    items = list(
        WishlistItem.objects.filter(user=user)
        .annotate(price=Subquery(own.values("amount")[:1]))
        .order_by("-pk")[: wishlists.MOST]
    )
    shown = Product.objects.visible().for_cards().in_bulk([item.product_id for item in items])
    return [_read(item, shown[item.product_id]) for item in items if item.product_id in shown]


def handles(user: User) -> list[str]:
    """Which pieces have a full heart, for pages whose cards are the same for everyone."""
    rows = WishlistItem.objects.filter(user=user)
    return list(rows.values_list("product__handle", flat=True)[: wishlists.MOST])


def _read(item: WishlistItem, product: Product) -> Saved:
    amount = item.price if item.price is not None else product.price_from  # type: ignore[attr-defined]
    was = item.seen_price if item.seen_price is not None and amount < item.seen_price else None
    return Saved(
        product=product, amount=amount, was=was, dropped=was - amount if was is not None else None,
        is_back=item.back_at is not None and product.in_stock,
    )  # fmt: skip
