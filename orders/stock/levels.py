"""What staff set for a variant in a house: when it counts as low, and how much more may be promised."""

from typing import Any

from django.db import connection, transaction

from catalog.products.models import Variant
from minishop import events
from orders.stock import low
from orders.stock.models import BackordersPromised, StockItem
from orders.stores.models import Store

#: What "continue selling" means where no limit is named.
USUAL_LIMIT = 100
SET_LIMIT = (
    "UPDATE orders_stockitem SET backorder_limit = %(limit)s "
    "WHERE id = %(item)s AND reserved <= on_hand + %(limit)s"
)


@transaction.atomic
def warn_at(*, item: StockItem, level: int | None, actor: Any = None) -> None:
    """The item counts as low from so many pieces on; where it is now and was not, staff are told."""
    row = StockItem.objects.select_for_update().get(pk=item.pk)
    was_low = row.available <= row.level
    row.low_level = level
    row.save(update_fields=["low_level"])
    events.emit("stock.level_set", subject=row, actor=actor, level=level)
    if row.available <= row.level and not was_low:
        low.fell(row.pk, available=row.available)


@transaction.atomic
def allow_backorders(*, item: StockItem, limit: int, actor: Any = None) -> None:
    """So many pieces more than there are may be promised to whoever waits for a parcel; 0 is none.

    Raises:
        BackordersPromised: more have been promised already.
    """
    with connection.cursor() as cursor:
        cursor.execute(SET_LIMIT, {"item": item.pk, "limit": limit})
        is_set = cursor.rowcount == 1
    item.refresh_from_db()
    if not is_set:
        raise BackordersPromised(item)
    events.emit("stock.backorders_set", subject=item, actor=actor, limit=limit)
    events.emit("stock.crossed", variant=item.variant_id)


def sells_on(variant: Variant) -> bool:
    """Whether it may be ordered when none is left ("continue", as imported tables call it)."""
    return StockItem.objects.filter(variant=variant, backorder_limit__gt=0).exists()


@transaction.atomic
def sell_on(*, variant: Variant, is_allowed: bool, actor: Any = None) -> None:
    """It may be ordered when none is left, or not; limits that staff set stay, and so do promises.

    The house that sends first owes the pieces.
    """
    if is_allowed == sells_on(variant):
        return
    if is_allowed:
        sender = Store.objects.filter(is_open=True, ships=True).first()
        if sender:
            item = StockItem.objects.get_or_create(variant=variant, store=sender)[0]
            allow_backorders(item=item, limit=USUAL_LIMIT, actor=actor)
        return
    owing = StockItem.objects.select_for_update().filter(variant=variant, backorder_limit__gt=0)
    for item in owing.order_by("pk"):
        allow_backorders(item=item, limit=max(item.reserved - item.on_hand, 0), actor=actor)
