"""What is the member's own in a bag: their tier and its prices, coupons to use, pieces for points.

Looked up once for all lines; guests have at most the codes they told. The bag is the one of `orders.carts`,
which asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models.functions import Now

from catalog.collections.models import CollectionProduct
from catalog.products.models import Product, ProductQuerySet
from members.couponcodes import services as couponcodes
from members.couponplans.values import Ticket
from members.coupons import services as coupons
from members.memberprices import services as memberprices
from members.tiers import services as tiers
from members.tiers.models import Tier
from orders.pricing.values import Terms
from orders.rewards import services as rewards
from orders.rewards.services import Wanted, Withheld


@dataclass(frozen=True)
class Club:
    """All of it at one moment."""

    tier: Tier | None = None
    #: By variant, where it is less than the price.
    prices: Mapping[int, Decimal] = field(default_factory=dict)
    #: By line: why the piece can't be had for points now.
    withheld: Mapping[int, Withheld] = field(default_factory=dict)
    tickets: tuple[Ticket, ...] = ()
    #: Keys of those chosen by hand; None takes the best.
    picked: frozenset[str] | None = None
    #: By product, where a coupon may ask.
    collections: Mapping[int, frozenset[int]] = field(default_factory=dict)


def load(cart: Any, lines: Sequence[Any], prices: Mapping[int, Decimal]) -> Club:
    """What the bag's owner has that changes what its lines cost."""
    if cart is None or not lines:
        return Club()
    user = cart.user if cart.user and not cart.user.is_staff else None
    tier = tiers.tier_of(user) if user else None
    wanted = [Wanted(line.pk, line.reward, line.quantity) for line in lines if line.reward]
    tickets, picked = _tickets(cart, user)
    return Club(
        tier=tier,
        prices=memberprices.of_prices(dict(prices), tier, settings.CURRENCY) if tier else {},
        withheld=rewards.withheld(user=user, tier=tier, wanted=wanted),
        tickets=tickets,
        picked=picked,
        collections=_collections(lines) if tickets else {},
    )


def on_sale(tier: Tier | None) -> ProductQuerySet:
    """What may be bought: all that is on sale, and what the member's tier has so many hours earlier."""
    early = timedelta(hours=tier.early_hours if tier else 0)
    return Product.objects.visible().filter(published_at__lte=Now() + early)


def may_buy(cart: Any, product: Product) -> bool:
    """Whether the bag's owner may buy it by now."""
    if on_sale(None).filter(pk=product.pk).exists():
        return True
    user = cart.user if cart.user_id else None
    tier = tiers.tier_of(user) if user and not user.is_staff else None
    return bool(tier and tier.early_hours and on_sale(tier).filter(pk=product.pk).exists())


def terms(line: Any) -> Terms | None:
    """What each piece of the line costs in points, and money beside them."""
    reward = line.reward
    return Terms(reward.pk, reward.points, reward.cash) if reward else None


def _tickets(cart: Any, user: Any) -> tuple[tuple[Ticket, ...], frozenset[str] | None]:
    """What could be used, the member's own and by codes, and which of it was chosen by hand."""
    rows = list(cart.coupons.values_list("issued_id", "code").order_by("pk"))
    told = [code for _issued, code in rows if code]
    found = (*(coupons.tickets(user) if user else ()), *(couponcodes.tickets(told, user) if told else ()))
    if cart.picks_best:
        return found, None
    return found, frozenset(f"code:{code}" if code else f"issued:{issued}" for issued, code in rows)


def _collections(lines: Sequence[Any]) -> dict[int, frozenset[int]]:
    places = CollectionProduct.objects.filter(product__in={line.variant.product_id for line in lines})
    found: dict[int, set[int]] = {}
    for product, collection in places.values_list("product_id", "collection_id"):
        found.setdefault(product, set()).add(collection)
    return {product: frozenset(ids) for product, ids in found.items()}
