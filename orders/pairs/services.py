"""Pieces that paid orders hold, alone and together, counted for the catalogue: ids and numbers, no person."""

from django.db import connection
from django.db.models import Sum

from catalog.products import services as products
from catalog.together import services as together
from catalog.together.models import LEAST
from orders.orders.models import OrderLine

#: Orders of this long ago still tell what goes together.
DAYS = 365

COUNT = """
    WITH bought AS (
        SELECT DISTINCT line.order_id, variant.product_id
        FROM orders_orderline line
        JOIN orders_order o ON o.id = line.order_id
        JOIN catalog_variant variant ON variant.id = line.variant_id
        WHERE o.payment_state = 'paid' AND o.state IN ('open', 'completed')
          AND o.placed_at > now() - make_interval(days => %s)
    )
    SELECT one.product_id, other.product_id, count(*)
    FROM bought one JOIN bought other
      ON other.order_id = one.order_id AND other.product_id > one.product_id
    GROUP BY 1, 2 HAVING count(*) >= %s
"""


def tell() -> int:
    """The catalogue knows what is bought together now; answers how many rows of it changed."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [DAYS, LEAST])
        pairs = cursor.fetchall()
    return together.note(pairs)


def count_sold(order_id: int) -> None:
    """The order's products count its pieces as sold; call once for each order, when it is paid."""
    lines = OrderLine.objects.filter(order=order_id).order_by().values_list("variant")
    products.note_sold(dict(lines.annotate(pieces=Sum("quantity"))))
