"""A parcel that waits for pieces to come back is not packed.

Pieces that are sold leave `on_hand` at once and lie on the shelf until they are packed. So of what is
sold or held, to be sent and unpacked, `available` pieces fewer lie there, where that is below zero.
"""

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from orders.carts.models import Way
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.stock.models import Reservation, StockItem


class NotHere(Exception):
    """Some pieces of the parcel are still owed by the house."""

    def __init__(self, fulfilment: Fulfilment, missing: list[OrderLine]) -> None:
        self.fulfilment, self.missing = fulfilment, missing
        super().__init__(", ".join(line.sku for line in missing))


def ensure_here(row: Fulfilment) -> None:
    """Returns only if the pieces of the parcel lie in the house; call it under the items' use.

    Raises:
        NotHere: they are owed; nothing was packed.
    """
    if row.way != Way.SHIP:
        return
    lines = list(row.order.lines.filter(fulfilment=row).order_by("pk"))
    owed = StockItem.objects.select_for_update(of=("self",)).filter(
        store=row.store_id,
        variant__in=[line.variant_id for line in lines],
        variant__is_stock_tracked=True,
    )
    short = {item.variant_id: item.available for item in owed.order_by("pk") if item.available < 0}
    missing = [line for line in lines if line.variant_id in short and not _lies_there(row, line, short)]
    if missing:
        raise NotHere(row, missing)


def _lies_there(row: Fulfilment, line: OrderLine, short: dict[int, int]) -> bool:
    state = Fulfilment.State
    unpacked = OrderLine.objects.filter(
        Q(fulfilment__state=state.OPEN) | Q(fulfilment__state=state.WAITING) & Exists(_holds()),
        variant=line.variant_id,
        fulfilment__store=row.store_id,
        fulfilment__way=Way.SHIP,
    )
    pieces = unpacked.aggregate(pieces=Sum("quantity"))["pieces"] or 0
    return pieces + short[line.variant_id] >= line.quantity


def _holds() -> QuerySet[Reservation]:
    """What is held for a line that is not paid yet: it is missing from `available` too."""
    reference = Concat(Value("order-line:"), Cast(OuterRef("pk"), CharField()))
    return Reservation.objects.filter(reference=reference, state=Reservation.State.ACTIVE)
