"""What the shelves have to offer, read for pages; verbs decide anew."""

from collections.abc import Iterable, Sequence

from catalog.products.models import Variant
from orders.stock.models import StockItem
from orders.stores.models import Store

#: Pieces by variant and store; None where they are not counted.
Offer = dict[int, dict[int, int | None]]


def availability(variants: Iterable[Variant]) -> Offer:
    """Pieces to take from a shelf by variant and store; None where they are not counted."""
    return with_later(variants)[0]


def with_later(variants: Iterable[Variant]) -> tuple[Offer, Offer]:
    """The same, and how many pieces more may be sent later, where backorders are allowed."""
    wanted = list(variants)
    free: Offer = {variant.pk: {} for variant in wanted}
    later: Offer = {variant.pk: {} for variant in wanted}
    _uncounted([variant.pk for variant in wanted if not variant.is_stock_tracked], free)
    tracked = [variant.pk for variant in wanted if variant.is_stock_tracked]
    for item in StockItem.objects.filter(variant__in=tracked, store__is_open=True):
        here = max(item.available, 0)
        free[item.variant_id][item.store_id] = here
        if item.backorder_limit:
            more = item.available + item.backorder_limit - here
            later[item.variant_id][item.store_id] = max(more, 0)
    return free, later


def _uncounted(variants: Sequence[int], free: Offer) -> None:
    if variants:
        everywhere = Store.objects.filter(is_open=True).values_list("pk", flat=True)
        free.update({pk: dict.fromkeys(everywhere) for pk in variants})
