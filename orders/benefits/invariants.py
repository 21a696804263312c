"""What an order uses of its member's is its own while it stands, and nobody's once it is over."""

from minishop import audit


@audit.row("C3", "a coupon is used by one order that stands and has its reduction; one that is over has none")
def coupons() -> str:
    return """
        SELECT i.id AS coupon, i.used_for, 'by no order that stands' AS what
        FROM members_issuedcoupon i WHERE i.used_for LIKE 'order:%' AND NOT EXISTS (
            SELECT 1 FROM orders_ordercoupon c JOIN orders_order o ON o.id = c.order_id
            WHERE c.issued_id = i.id AND c.released_at IS NULL AND i.used_for = 'order:' || o.id
              AND o.state IN ('open', 'completed') AND (i.state = 'used') = (o.paid_at IS NOT NULL))
        UNION ALL
        SELECT c.issued_id, 'order:' || c.order_id, 'not the order''s' FROM orders_ordercoupon c
        JOIN members_issuedcoupon i ON i.id = c.issued_id
        WHERE c.released_at IS NULL AND i.used_for <> 'order:' || c.order_id
        UNION ALL
        SELECT issued_id, string_agg('order:' || order_id, ' '), 'by two orders'
        FROM orders_ordercoupon WHERE released_at IS NULL GROUP BY issued_id HAVING count(*) > 1
        UNION ALL
        SELECT c.issued_id, 'order:' || c.order_id, 'given up by an order that stands'
        FROM orders_ordercoupon c JOIN orders_order o ON o.id = c.order_id
        WHERE c.released_at IS NOT NULL AND o.state IN ('open', 'completed')
        UNION ALL
        SELECT NULL, 'order:' || o.id, 'another reduction' FROM orders_order o
        LEFT JOIN (SELECT order_id, sum(amount) AS amount FROM orders_ordercoupon GROUP BY 1) used
          ON used.order_id = o.id
        LEFT JOIN (
            SELECT order_id, -sum(amount) AS amount FROM orders_adjustment
            WHERE code = 'coupon' OR (code = 'delivery' AND amount < 0) GROUP BY 1) off ON off.order_id = o.id
        WHERE coalesce(used.amount, 0) <> coalesce(off.amount, 0)"""


@audit.row("W1", "what was taken for points is in orders that stand; the points are held, spent or back")
def rewards() -> str:
    return """
        WITH RECURSIVE chain AS (
            SELECT r.id AS root, r.* FROM orders_orderreward r WHERE carried_from_id IS NULL
            UNION ALL
            SELECT chain.root, r.* FROM orders_orderreward r JOIN chain ON chain.id = r.carried_from_id
        ), roots AS (
            SELECT r.id, r.points, o.state, o.paid_at, s.id AS spend,
                   s.state AS spent, s.points AS spent_points, s.returned AS came_back,
                   (SELECT sum(returned) FROM chain WHERE chain.root = r.id) AS returned,
                   (SELECT coalesce(sum(points), 0) FROM orders_orderreward c WHERE c.carried_from_id = r.id)
                       AS carried
            FROM orders_orderreward r
            JOIN orders_orderline l ON l.id = r.line_id JOIN orders_order o ON o.id = l.order_id
            LEFT JOIN members_pointsspend s
              ON s.reference = 'order-line:' || r.line_id || ':reward:' || r.held
            WHERE r.carried_from_id IS NULL)
        SELECT w.id, 'taken' AS what, w.taken AS stands, coalesce(had.pieces, 0) AS counted
        FROM orders_reward w LEFT JOIN (
            SELECT r.reward_id, sum(r.pieces) AS pieces FROM orders_orderreward r
            JOIN orders_orderline l ON l.id = r.line_id JOIN orders_order o ON o.id = l.order_id
            WHERE o.state IN ('open', 'completed') GROUP BY 1) had ON had.reward_id = w.id
        WHERE w.taken <> coalesce(had.pieces, 0)
        UNION ALL
        SELECT id, state || ' order, points ' || coalesce(spent, 'nowhere'), points, spent_points
        FROM roots WHERE spend IS NULL OR spent_points <> points OR spent <> CASE
            WHEN paid_at IS NOT NULL THEN 'spent' WHEN state = 'open' THEN 'held' ELSE 'released' END
        UNION ALL
        SELECT id, 'came back', returned, came_back FROM roots WHERE returned <> came_back
        UNION ALL
        SELECT id, 'not back', points, returned + carried FROM roots
        WHERE paid_at IS NOT NULL AND state = 'cancelled' AND returned + carried < points"""
