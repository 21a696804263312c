"""Where the pieces of a line are: with us, on their way, arrived."""

from datetime import datetime

from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from orders.carts.models import Way
from orders.orders.models import OrderLine
from orders.returns.models import Return, ReturnLine
from orders.shipments.models import Shipment, ShipmentLine

GONE = {Shipment.State.SHIPPED, Shipment.State.LOST}


def claimable(line: OrderLine) -> int:
    """Pieces that left and that no return asks for."""
    return line.sent - (line.claimed - line.withdrawn)


def arrived(line: OrderLine) -> int:
    """Pieces that are with the shopper: handed over, or in parcels that were delivered."""
    if line.fulfilment.way == Way.PICKUP:
        return line.sent
    return _in(line, Q(shipment__state=Shipment.State.DELIVERED)).aggregate(n=Sum("quantity"))["n"] or 0


def missing(line: OrderLine, reason: str) -> int:
    """Pieces that left, did not arrive, and are not claimed for that reason yet."""
    told = ReturnLine.objects.filter(line=line, of__reason=reason).exclude(of__state__in=Return.FALLEN)
    return line.sent - arrived(line) - (told.aggregate(n=Sum("quantity"))["n"] or 0)


def since(line: OrderLine, is_missing: bool = False) -> datetime | None:
    """When the last of what left arrived; nothing while some is on its way.

    Of what is missing, when the last of it was sent.
    """
    if line.fulfilment.way == Way.PICKUP:
        return line.fulfilment.done_at
    if is_missing:
        return _in(line, Q(shipment__state__in=GONE)).aggregate(at=Max("shipment__shipped_at"))["at"]
    if _in(line, Q(shipment__state=Shipment.State.SHIPPED)).exists():
        return None
    there = _in(line, Q(shipment__state=Shipment.State.DELIVERED))
    return there.aggregate(at=Max(Coalesce("shipment__delivered_at", "shipment__shipped_at")))["at"]


def _in(line: OrderLine, which: Q) -> QuerySet[ShipmentLine]:
    return ShipmentLine.objects.filter(which, line=line)
