"""What pieces cost a member: the best of the prices written for the club and the tier's own percent.

Gift cards are stored value: the percent takes nothing off them.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.conf import settings
from django.db.models import Min, Q

from catalog.products.models import Product, Variant
from catalog.shelf import services as shelf
from members.memberprices.models import MemberPrice
from members.tiers.models import Tier
from minishop.money import rounded


def of(variants: Iterable[Variant], tier: Tier, currency: str = "") -> dict[int, Decimal]:
    """By variant, what a piece costs in the tier, where that is less than its price; in one query.

    The variants were read `with_prices()` in that currency.
    """
    full = {row.pk: row.price_amount for row in variants if row.price_amount is not None}
    return of_prices(full, tier, currency)


def of_prices(full: Mapping[int, Decimal], tier: Tier, currency: str = "") -> dict[int, Decimal]:
    """The same, of variants whose prices are known."""
    currency = currency or settings.CURRENCY
    holds = Q(member_prices__tier=None) | Q(member_prices__tier__rank__lte=tier.rank)
    written = Min("member_prices__amount", filter=holds & Q(member_prices__currency=currency))
    rows = Variant.objects.filter(pk__in=[*full]).order_by().annotate(written=written)
    found = {}
    for pk, is_card, amount in rows.values_list("pk", "product__is_gift_card", "written"):
        by_percent = full[pk] if is_card else less(full[pk], tier, currency)
        best = by_percent if amount is None else min(by_percent, rounded(amount, currency))
        if best < full[pk]:
            found[pk] = best
    return found


def less(price: Decimal, tier: Tier, currency: str) -> Decimal:
    """The price less the tier's percent."""
    return rounded(price * (100 - tier.discount_percent) / 100, currency)


def of_card(product: Product, tier: Tier) -> Decimal | None:
    """What a listing's card says the piece costs in the tier, from the lowest of its variants; None where
    that is no less.
    """
    full = product.price_from
    by_percent = full if product.is_gift_card else less(full, tier, settings.CURRENCY)
    kept = shelf.read(f"member-prices:{tier.pk}", lambda: _written(tier))
    best = min(by_percent, kept.get(product.pk, by_percent))
    return best if best < full else None


def _written(tier: Tier) -> dict[int, Decimal]:
    """By product, the lowest price written for the tier; kept with the catalogue."""
    holds = MemberPrice.objects.filter(Q(tier=None) | Q(tier__rank__lte=tier.rank))
    rows = holds.filter(currency=settings.CURRENCY, variant__is_on_sale=True)
    lowest = rows.values("variant__product").order_by().annotate(lowest=Min("amount"))
    return {row["variant__product"]: rounded(row["lowest"], settings.CURRENCY) for row in lowest}
