"""How many unpaid orders one shopper may have put aside in the stores."""

from django.db import connection

from orders.lifecycle.models import TooManyPutAside
from orders.orders.models import Order

MOST = 3


def ensure_room(order: Order) -> None:
    """Returns only if one more may be put aside; call it under the order's lock.

    Raises:
        TooManyPutAside: as many as may wait already.
    """
    _one_at_a_time(order)
    waiting = Order.objects.put_aside_for(order).count()
    if waiting >= MOST:
        raise TooManyPutAside(order, waiting)


def _one_at_a_time(order: Order) -> None:
    """Orders of one shopper follow each other until the transaction ends, to be counted exactly."""
    names = {order.contact_phone, order.contact_email, order.user_id and f"member {order.user_id}"}
    with connection.cursor() as cursor:
        for name in sorted(str(name) for name in names if name):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('put aside'), hashtext(%s))", [name])
