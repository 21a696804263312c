"""A parcel that waits for pieces to come back is not packed.

Pieces that are sold leave `on_hand` at once and lie on the shelf until they are packed. So of what is
sold or held, to be sent and unpacked, `available` pieces fewer lie there, where that is below zero.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.stock.models import Reservation, StockItem


class NotHere(Exception):
    """Some pieces of the parcel are still owed by the house."""

    def __init__(self, fulfilment: Fulfilment, missing: list[OrderLine]) -> None:
        self.fulfilment, self.missing = fulfilment, missing
        super().__init__(", ".join(line.sku for line in missing))


def ensure_here(row: Fulfilment, pieces: Mapping[int, int] | None = None) -> None:
    """Returns only if these pieces of the parcel, or all that is to be packed, lie in the house.

    `pieces` are counted by line. Call it under the items' use.

    Raises:
        NotHere: they are owed; nothing was packed.
    """
    if row.way != Way.SHIP:
        return
    wanted = to_pack(row) if pieces is None else pieces
    lines = [line for line in row.order.lines.filter(fulfilment=row).order_by("pk") if wanted.get(line.pk)]
    owed = StockItem.objects.select_for_update(of=("self",)).filter(
        store=row.store_id,
        variant__in=[line.variant_id for line in lines],
        variant__is_stock_tracked=True,
    )
    short = {item.variant_id: item.available for item in owed.order_by("pk") if item.available < 0}
    needed = Counter[int]()
    for line in lines:
        needed[line.variant_id] += wanted[line.pk]
    gone = {of for of, available in short.items() if _unpacked(row, of) + available < needed[of]}
    missing = [line for line in lines if line.variant_id in gone]
    if missing:
        raise NotHere(row, missing)


def to_pack(row: Fulfilment) -> dict[int, int]:
    """How many pieces of each line have still to be packed: neither gone nor asked back nor in a parcel."""
    lines = packed(OrderLine.objects.filter(fulfilment=row.pk))
    return {line.pk: max(line.to_send - line.packed, 0) for line in lines}


def packed(lines: QuerySet[OrderLine]) -> QuerySet[Any]:
    """The lines with how many of their pieces lie in parcels that have not left."""
    inside = Sum("shipped__quantity", filter=Q(shipped__shipment__state="packed"))
    return lines.annotate(packed=Coalesce(inside, 0)).order_by("pk")


def _unpacked(row: Fulfilment, variant: int) -> int:
    """Pieces of the variant that are sold or held, to be sent from the house, and in no parcel."""
    state = Fulfilment.State
    lines = OrderLine.objects.filter(
        Q(fulfilment__state__in=[state.OPEN, state.PICKING])
        | Q(fulfilment__state=state.WAITING) & Exists(_holds()),
        variant=variant,
        fulfilment__store=row.store_id,
        fulfilment__way=Way.SHIP,
    )
    return sum(max(line.to_send - line.packed, 0) for line in packed(lines))


def _holds() -> QuerySet[Reservation]:
    """What is held for a line that is not paid yet: it is missing from `available` too."""
    reference = Concat(Value("order-line:"), Cast(OuterRef("pk"), CharField()))
    return Reservation.objects.filter(reference=reference, state=Reservation.State.ACTIVE)
