"""An order's lines in the words of stock."""

from collections.abc import Iterable

from orders.carts.models import Way
from orders.orders.models import Order, OrderLine
from orders.stock import services as stock
from orders.stock.services import Hold


def reference(line: OrderLine) -> str:
    return f"order-line:{line.pk}"


def references(order: Order) -> list[str]:
    return [f"order-line:{pk}" for pk in order.lines.values_list("pk", flat=True)]


def withdrawn(order: Order) -> dict[str, int]:
    """How many pieces of each line were asked back before they left, and are free already."""
    rows = order.lines.filter(withdrawn__gt=0).values_list("pk", "withdrawn")
    return {f"order-line:{pk}": pieces for pk, pieces in rows}


def holds(order: Order) -> list[Hold]:
    lines: Iterable[OrderLine] = order.lines.select_related("variant__product", "fulfilment__store")
    return [_hold(line) for line in lines]


def _hold(line: OrderLine) -> Hold:
    """What is collected lies there; what is sent may be sent later."""
    part = line.fulfilment
    return Hold(line.variant, part.store, line.quantity, reference(line), may_wait=part.way == Way.SHIP)


def sell(order: Order) -> None:
    """All the order's pieces are sold, from its holds or, where those have lapsed, from what is free.

    Raises:
        OutOfStock: some are gone; the caller's savepoint undoes the rest.
    """
    wanted = holds(order)
    sold = stock.sell(references=[hold.reference for hold in wanted])
    lapsed = [hold for hold in wanted if hold.reference not in sold]
    if lapsed:
        stock.reserve(lines=lapsed, expires_at=None)
        stock.sell(references=[hold.reference for hold in lapsed])
