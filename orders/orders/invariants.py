"""An order's figures add up, are paid for in full, and belong to one checkout."""

from minishop import audit


@audit.row(
    "O1", "an order's total is its lines, less reductions, plus delivery; shares sum to their adjustment"
)
def arithmetic() -> str:
    return """
        SELECT o.id, 'total' AS what, o.total AS stands, l.goods + a.all_changes AS adds_up
        FROM orders_order o
        JOIN (SELECT order_id, sum(amount) AS goods, bool_and(amount = quantity * unit_price) AS sound
              FROM orders_orderline GROUP BY order_id) l ON l.order_id = o.id
        JOIN LATERAL (
            SELECT coalesce(sum(amount), 0) AS all_changes,
                   coalesce(sum(amount) FILTER (WHERE code = 'delivery'), 0) AS delivery,
                   coalesce(sum(amount) FILTER (WHERE code <> 'delivery'), 0) AS reductions
            FROM orders_adjustment WHERE order_id = o.id) a ON true
        WHERE o.goods_total <> l.goods OR o.shipping_total <> a.delivery OR o.discount_total <> -a.reductions
           OR o.total <> l.goods + a.all_changes OR o.total < 0 OR NOT l.sound
        UNION ALL
        SELECT o.id, 'lines', o.total, 0 FROM orders_order o
        WHERE NOT EXISTS (SELECT 1 FROM orders_orderline WHERE order_id = o.id)
        UNION ALL
        SELECT a.order_id, 'shares of ' || a.code, a.amount, coalesce(sum(s.amount), 0)
        FROM orders_adjustment a LEFT JOIN orders_allocation s ON s.adjustment_id = a.id
        GROUP BY a.id HAVING a.amount <> coalesce(sum(s.amount), 0)"""


@audit.row("O2", "a paid order's tenders sum to its total")
def tendered() -> str:
    return """
        SELECT o.id, o.total, coalesce(sum(t.amount), 0) AS tendered
        FROM orders_order o
        LEFT JOIN orders_tender t ON t.order_id = o.id AND t.state IN ('committed', 'refunded')
        WHERE o.payment_state IN ('paid', 'refunded')
        GROUP BY o.id HAVING o.total <> coalesce(sum(t.amount), 0)"""


@audit.row("O4", "a checkout has one order")
def once() -> str:
    return """
        SELECT checkout_key, count(*) AS orders FROM orders_order GROUP BY checkout_key HAVING count(*) > 1"""
