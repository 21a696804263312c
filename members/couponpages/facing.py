"""What a piece would cost with a coupon that anybody may claim, step by step; for the piece's own page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from catalog.collections.models import CollectionProduct
from catalog.products.models import Variant
from catalog.shelf import services as shelf
from members.couponpages import tickets
from members.couponplans import combining
from members.couponplans.values import Piece, Taken
from members.coupons import tickets as making
from members.coupons.models import Coupon, CouponHolder
from minishop.templatetags.shop import money


@dataclass(frozen=True, slots=True)
class CouponPrice:
    """The best of the coupons for one piece, and what is paid with it."""

    coupon: Coupon
    amount: Decimal
    pays: Decimal
    #: The price, the tier's part where there is one, and the coupon's.
    rows: list[dict[str, Any]]
    currency: str

    @property
    def cents(self) -> bool:
        return any(row["amount"] % 1 for row in self.rows)


def best(variant: Variant | None, tier: Any, mine: Any) -> CouponPrice | None:
    """What one piece costs with the coupon that takes off most; `mine` is its price in the visitor's tier."""
    if variant is None or variant.price is None:
        return None
    price = mine.pays if mine else variant.price.amount
    offered = [one for one in _offered() if _is_for(one, tier)]
    taken = _taken(variant, price, offered)
    if taken is None:
        return None
    coupon = next(one for one in offered if one.pk == taken.ticket.coupon_id)
    rows = list(mine.rows) if mine else [{"label": _("Price"), "amount": price}]
    rows.append({"label": _label(coupon), "amount": -taken.amount})
    return CouponPrice(coupon, taken.amount, price - taken.amount, rows, variant.price.currency)


def had(user: Any, coupon: Coupon) -> bool:
    """Whether the member has had one of it."""
    mine = CouponHolder.objects.filter(coupon=coupon, user=user.pk, claimed__gt=0)
    return bool(user.is_authenticated and mine.exists())


def _offered() -> list[Coupon]:
    """What is in the claim centre; at most two minutes old, as everything on the shelf."""
    known = ArrayAgg("tiers", filter=Q(tiers__isnull=False), default=Value([]))
    rows = Coupon.objects.open().filter(way=Coupon.Way.CLAIM).annotate(for_tiers=known)
    rows = rows.prefetch_related("scopes")
    return shelf.read("coupons-to-claim", lambda: list(rows.order_by("pk")[:50]))


def _is_for(coupon: Any, tier: Any) -> bool:
    return not coupon.for_tiers or bool(tier and tier.pk in coupon.for_tiers)


def _taken(variant: Variant, price: Decimal, offered: list[Coupon]) -> Taken | None:
    """The one coupon that takes most off one such piece, where one does."""
    if not offered or variant.price is None or variant.price.currency != settings.CURRENCY:
        return None
    before, product = variant.price.compare_at, variant.product
    piece = Piece(
        key="1",
        product_id=product.pk,
        variant_id=variant.pk,
        quantity=1,
        amount=price,
        vendor_id=product.vendor_id,
        collection_ids=_collections_of(product.pk, offered),
        is_reduced=before is not None and before > variant.price.amount,
    )
    plans = [combining.best([piece], [making.of_code(one, str(one.pk))]) for one in offered]
    return max((taken for plan in plans for taken in plan.chosen), key=lambda one: one.amount, default=None)


def _collections_of(product: int, offered: list[Coupon]) -> frozenset[int]:
    """Where the piece lies, if any of the coupons asks for that."""
    if not any(scope.collection_id for one in offered for scope in one.scopes.all()):
        return frozenset()
    return shelf.read(f"collections-of:{product}", lambda: _collections(product))


def _collections(product: int) -> frozenset[int]:
    places = CollectionProduct.objects.filter(product=product)
    return frozenset(places.values_list("collection_id", flat=True))


def _label(coupon: Coupon) -> str:
    """The coupon's name and its rule, as the arithmetic names it."""
    worth = tickets.percent(coupon) or money(coupon.value, coupon.currency)
    told = {"coupon": coupon.t.title, "worth": worth, "from": tickets.below(coupon)}
    said = (
        _("Coupon %(coupon)s, %(worth)s off %(from)s")
        if told["from"]
        else _("Coupon %(coupon)s, %(worth)s off")
    )
    return said % told
