"""Where the pieces of a line are: with us, on their way, arrived."""

from datetime import datetime

from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from orders.carts.models import Way
from orders.orders.models import OrderLine
from orders.shipments.models import Shipment, ShipmentLine

GONE = {Shipment.State.SHIPPED, Shipment.State.LOST}


def arrived(line: OrderLine) -> int:
    """Pieces that are with the shopper: handed over, or in parcels that were delivered."""
    if line.fulfilment.way == Way.PICKUP:
        return line.sent
    return _in(line, Q(shipment__state=Shipment.State.DELIVERED)).aggregate(n=Sum("quantity"))["n"] or 0


def arrived_at(line: OrderLine) -> datetime | None:
    """When the last of what left arrived; nothing while some is on its way."""
    if line.fulfilment.way == Way.PICKUP:
        return line.fulfilment.done_at
    if _in(line, Q(shipment__state=Shipment.State.SHIPPED)).exists():
        return None
    there = _in(line, Q(shipment__state=Shipment.State.DELIVERED))
    return there.aggregate(at=Max(Coalesce("shipment__delivered_at", "shipment__shipped_at")))["at"]


def missed_since(line: OrderLine) -> datetime | None:
    """When the last of what has not arrived was sent; nothing where all arrived."""
    away = _in(line, Q(shipment__state__in=GONE))
    return away.aggregate(at=Max("shipment__shipped_at"))["at"]


def _in(line: OrderLine, which: Q) -> QuerySet[ShipmentLine]:
    return ShipmentLine.objects.filter(which, line=line)
