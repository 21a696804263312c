"""Few left: noted once for each fall, in the transaction of whatever took the piece."""

from minishop import events
from orders.stock.models import StockItem


def fell(item_id: int, *, available: int) -> None:
    """Staff have news of the item; call it once, where what is available falls to the item's level."""
    StockItem.objects.filter(pk=item_id).update(is_low_news=True)
    item = StockItem.objects.get(pk=item_id)
    events.emit("stock.low", subject=item, variant=item.variant_id, store=item.store_id, available=available)
