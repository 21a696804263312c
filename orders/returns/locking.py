"""A return's locks, what it counts in its order's lines, and its pieces in the words of others."""

from typing import Any

from django.db import connection

from orders.exchanges.services import Swap
from orders.lifecycle import pieces
from orders.orders.models import Order
from orders.returns.models import Return
from orders.stock import returning

RECOUNT = """
UPDATE orders_orderline line
SET claimed = counted.claimed, withdrawn = counted.withdrawn, returned = counted.returned
FROM (
    SELECT l.id, coalesce(sum(coalesce(r.received, r.quantity)), 0) AS claimed,
           coalesce(sum(r.quantity) FILTER (WHERE of.is_before_leaving), 0) AS withdrawn,
           coalesce(sum(r.received) FILTER (WHERE r.fate <> ''), 0) AS returned
    FROM orders_orderline l
    LEFT JOIN (orders_returnline r JOIN orders_return of ON of.id = r.of_id
               AND of.state NOT IN ('refused', 'withdrawn', 'lapsed')) ON r.line_id = l.id
    WHERE l.order_id = %s GROUP BY l.id
) counted
WHERE line.id = counted.id
  AND (line.claimed, line.withdrawn, line.returned)
      IS DISTINCT FROM (counted.claimed, counted.withdrawn, counted.returned)
"""


def order_of(pk: int) -> Order:
    """The order, its row locked; the first lock of every verb of returns."""
    return Order.objects.select_for_update().get(pk=pk)


def locked(request: Return) -> Return:
    """The return as it stands now, locked after its order."""
    order = order_of(request.order_id)
    row = Return.objects.select_for_update(of=("self",)).select_related("store").get(pk=request.pk)
    row.order = order
    return row


def recount(order: Order) -> None:
    """Each line counts the pieces of the returns that stand; call it under the order's lock."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, [order.pk])


def swaps(row: Return) -> list[Swap]:
    """What is sent instead of the pieces of an exchange, of those that came where that is known."""
    parts = row.lines.select_related("line__fulfilment__store", "instead__product").order_by("pk")
    return [
        Swap(part.line, part.instead, part.count, part.amount, part.reference)
        for part in parts
        if part.instead and part.count
    ]


def lie_there(row: Return, actor: Any) -> None:
    """Its pieces, which never left, are on the shelf again."""
    for part in row.lines.select_related("line").order_by("line__variant_id", "pk"):
        returning.put_back(
            sold_as=pieces.reference(part.line),
            quantity=part.quantity,
            reference=part.reference,
            actor=actor,
            note=row.number,
        )
