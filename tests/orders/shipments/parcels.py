"""Orders to be sent, and the tables they end up in."""

from typing import Any

from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.shipments import services as shipments
from orders.shipments.models import Shipment
from tests import factories


def to_send(pieces: int = 3, **fields: Any) -> Fulfilment:
    """A paid order of so many pieces that are sent."""
    return factories.order(way="ship", pieces=pieces, **fields).fulfilments.get()


def pack(row: Fulfilment, count: int | None = None, **fields: Any) -> Shipment:
    """So many pieces of its only line in a parcel, or all."""
    pieces = None if count is None else {row.lines.get().pk: count}
    return shipments.pack(fulfilment=row, pieces=pieces, **fields)


def sent(row: Fulfilment, count: int | None = None, **fields: Any) -> Shipment:
    """The same with its carrier already."""
    return shipments.ship(shipment=pack(row, count), **{"tracking": "SF1", "carrier_name": "SF"} | fields)


def withdraw(row: Fulfilment, count: int) -> None:
    """So many pieces were asked back before they left, as a return counts them."""
    OrderLine.objects.filter(fulfilment=row).update(withdrawn=count, claimed=count)


def counted(row: Fulfilment) -> tuple[str, int]:
    """How the fulfilment stands, and how many pieces left."""
    row.refresh_from_db()
    return row.state, row.lines.get().sent
