"""What pieces cost a member: the best of the prices written for the club and the tier's own percent."""

from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings
from django.db.models import Q

from catalog.products.models import Variant
from members.memberprices.models import MemberPrice
from members.tiers.models import Tier
from minishop.money import rounded


def of(variants: Iterable[Variant], tier: Tier, currency: str = "") -> dict[int, Decimal]:
    """By variant, what a piece costs in the tier, where that is less than its price; in one query.

    The variants were read `with_prices()` in that currency.
    """
    currency = currency or settings.CURRENCY
    full = {row.pk: row.price_amount for row in variants if row.price_amount is not None}
    return of_prices(full, tier, currency)


def of_prices(full: dict[int, Decimal], tier: Tier, currency: str) -> dict[int, Decimal]:
    """The same, from prices that are known."""
    kept = Decimal(100) - tier.discount_percent
    best = {pk: rounded(price * kept / 100, currency) for pk, price in full.items()}
    written = MemberPrice.objects.filter(Q(tier=None) | Q(tier__rank__lte=tier.rank))
    rows = written.filter(variant__in=[*full], currency=currency)
    for variant, amount in rows.values_list("variant", "amount"):
        best[variant] = min(best[variant], rounded(amount, currency))
    return {pk: price for pk, price in best.items() if price < full[pk]}
