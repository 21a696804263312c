"""Points for each unit of the currency: the programme's, times the tier's, the best campaign's, the day's."""

from collections.abc import Callable, Iterable
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from catalog.collections.models import CollectionProduct
from members.accounts.models import User
from members.lots.models import PointsCampaign
from members.lots.programmes import programme
from members.tiers import services as tiers
from minishop.registry import Registry

#: What a day multiplies a member's points by; the features that know of days add theirs.
multipliers: Registry[Callable[[User], Decimal]] = Registry("multiplier of points")
ONE = Decimal(1)
FINE = Decimal("0.0001")


def rates(*, user: User, products: Iterable[Any]) -> dict[int, Decimal]:
    """For each product, by its number, the points a unit of the currency spent on it earns now."""
    pks = {product.pk for product in products}
    base, campaigns = _base(user), _campaigns(user)
    places = _places(pks) if any(collections for _by, _products, collections in campaigns) else {}
    best = {
        pk: max(
            (by for by, own, of in campaigns if not (own or of) or pk in own or of & places.get(pk, set())),
            default=ONE,
        )
        for pk in pks
    }
    return {pk: (base * best[pk]).quantize(FINE, ROUND_DOWN) for pk in pks}


def for_amount(*, user: User, amount: Decimal) -> int:
    """What so much money spent in a house earns now; campaigns for certain pieces do not count."""
    best = max((by for by, own, of in _campaigns(user) if not (own or of)), default=ONE)
    return max(int((_base(user) * best).quantize(FINE, ROUND_DOWN) * amount), 0)


def _base(user: User) -> Decimal:
    """The programme's rate, times what the member's tier and the day make of it."""
    rate = programme().per_unit * tiers.tier_of(user).earn_multiplier
    for _name, multiplier in multipliers:
        rate *= multiplier(user)
    return rate


def _campaigns(user: User) -> list[tuple[Decimal, set[int], set[int]]]:
    """What each campaign that is on for the member multiplies by, for which products and collections."""
    on = PointsCampaign.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=Now()), starts_at__lte=Now(), is_on=True
    )
    tier = tiers.tier_of(user).pk
    rows = on.filter(Q(tiers=None) | Q(tiers=tier)).distinct().prefetch_related("products", "collections")
    return [
        (row.multiplier, {one.pk for one in row.products.all()}, {one.pk for one in row.collections.all()})
        for row in rows
    ]


def _places(pks: set[int]) -> dict[int, set[int]]:
    places: dict[int, set[int]] = {}
    rows = CollectionProduct.objects.filter(product__in=pks)
    for product, collection in rows.values_list("product", "collection"):
        places.setdefault(product, set()).add(collection)
    return places
