"""Pieces that come back: on the shelf again, or written down as damaged; each reference once."""

from typing import Any

from django.db import transaction

from catalog.products.models import Variant
from minishop.retries import retried
from orders.stock import services as stock
from orders.stock.models import Reservation, StockItem, StockMovement
from orders.stores.models import Store

Kind = StockMovement.Kind


@retried
@transaction.atomic
def put_back(*, sold_as: str, quantity: int, reference: str, actor: Any = None, note: str = "") -> None:
    """So many of the pieces sold as `sold_as` (an order's line) that never left are on hand again."""
    sold = Reservation.objects.filter(reference=sold_as, state=Reservation.State.SOLD)
    row = sold.select_related("item__variant", "item__store").first()
    if row is not None and quantity:
        stock.adjust(
            variant=row.item.variant, store=row.item.store, quantity=min(quantity, row.quantity),
            kind=Kind.RETURNED, reference=reference, actor=actor, note=note,
        )  # fmt: skip


@retried
@transaction.atomic
def come_back(
    *,
    variant: Variant,
    store: Store,
    quantity: int,
    reference: str,
    is_damaged: bool = False,
    actor: Any = None,
) -> None:
    """Pieces that had left are on the shelf of this store; damaged ones are in its books, in and out."""
    if not variant.is_stock_tracked:
        return
    if not is_damaged:
        stock.adjust(
            variant=variant,
            store=store,
            quantity=quantity,
            kind=Kind.RETURNED,
            reference=reference,
            actor=actor,
        )
        return
    item, _is_new = StockItem.objects.get_or_create(variant=variant, store=store)
    for kind, pieces in ((Kind.RETURNED, quantity), (Kind.DAMAGED, -quantity)):
        StockMovement.objects.get_or_create(
            item=item, kind=kind, reference=reference, defaults={"quantity": pieces, "actor": actor}
        )
