"""Where the pieces of a line are: with us, on their way, arrived.

What a line was sent in is read as its relations, so that a page that has them prefetched (`READ_WITH`)
asks for nothing more.
"""

from datetime import datetime

from orders.carts.models import Way
from orders.orders.models import OrderLine
from orders.shipments.models import Shipment, ShipmentLine

GONE = {Shipment.State.SHIPPED, Shipment.State.LOST}
#: What of a line is read here.
READ_WITH = ("fulfilment", "shipped__shipment")


def arrived(line: OrderLine) -> int:
    """Pieces that are with the shopper: handed over, or in parcels that were delivered."""
    if line.fulfilment.way == Way.PICKUP:
        return line.sent
    return sum(part.quantity for part in _in(line, {Shipment.State.DELIVERED}))


def arrived_at(line: OrderLine) -> datetime | None:
    """When the last of what left arrived; nothing while some is on its way."""
    if line.fulfilment.way == Way.PICKUP:
        return line.fulfilment.done_at
    if _in(line, {Shipment.State.SHIPPED}):
        return None
    there = _in(line, {Shipment.State.DELIVERED})
    return _latest([part.shipment.delivered_at or part.shipment.shipped_at for part in there])


def missed_since(line: OrderLine) -> datetime | None:
    """When the last of what has not arrived was sent; nothing where all arrived."""
    return _latest([part.shipment.shipped_at for part in _in(line, GONE)])


def _in(line: OrderLine, states: set[Shipment.State]) -> list[ShipmentLine]:
    is_read = "shipped" in getattr(line, "_prefetched_objects_cache", {})
    parts = line.shipped.all() if is_read else line.shipped.select_related("shipment")
    return [part for part in parts if part.shipment.state in states]


def _latest(moments: list[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)
