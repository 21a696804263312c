"""Orders as documents tell of them."""

from datetime import UTC, datetime

from orders.documents import reading
from orders.fulfilment.models import Fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order, OrderLine
from orders.shipments.models import Shipment, ShipmentLine
from tests import factories

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def order(house, *wanted, way="ship", language="en", **fields):
    """A paid order of (variant, pieces) from one house."""
    if not factories.ShippingZone.objects.exists():
        factories.zone()
    lines = [(what, n, house) if way == "pickup" else (what, n) for what, n in wanted]
    placed = factories.place(factories.cart(*lines))
    lifecycle.settle(factories.captured(placed))
    Order.objects.filter(pk=placed.pk).update(language=language, **fields)
    placed.refresh_from_db()
    return placed


def choose(order, **choices):
    OrderLine.objects.filter(order=order).update(choices=choices)


def pack(row, state="packed", **by_sku):
    """So many pieces of the row lie in a parcel."""
    parcel = Shipment.objects.create(fulfilment=row, state=state)
    for sku, quantity in by_sku.items():
        line = row.lines.get(sku=sku)
        ShipmentLine.objects.create(shipment=parcel, line=line, quantity=quantity)
        if state == "shipped":
            OrderLine.objects.filter(pk=line.pk).update(sent=line.sent + quantity)
    return parcel


def rows(*orders):
    """Their fulfilments as documents read them."""
    found = Fulfilment.objects.filter(order__in=[order.pk for order in orders])
    return list(reading.for_paper(found))
