"""A return's locks, and what it counts in its order's lines."""

from django.db import connection

from orders.orders.models import Order
from orders.returns.models import Return

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
