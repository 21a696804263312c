"""What orders earn is what is kept of them: what went back is taken back in proportion, or owed."""

from minishop import audit


@audit.row("L5", "what went back of an order has taken back what it had earned, or is owed, in proportion")
def clawed_back() -> str:
    """Money that went back in the last minutes may not have been told yet."""
    return """
        WITH kept AS (
            SELECT e.*, l.base, l.gone, l.points AS earned_still
            FROM orders_orderearning e
            JOIN (SELECT earning_id, sum(base) AS base, sum(gone) AS gone,
                         floor(sum((base - gone) * rate)) AS points
                  FROM orders_earningline GROUP BY 1) l ON l.earning_id = e.id
        ), lots AS (
            SELECT p.source, p.earned, coalesce(sum(r.points), 0) AS reversed
            FROM members_pointslot p LEFT JOIN members_pointsreversal r ON r.lot_id = p.id
            WHERE p.kind = 'order' GROUP BY p.id
        ), nets AS (
            SELECT l.id, l.amount + coalesce((
                SELECT sum(s.amount) FROM orders_allocation s
                JOIN orders_adjustment a ON a.id = s.adjustment_id
                WHERE s.line_id = l.id AND a.code <> 'delivery'), 0) AS net
            FROM orders_orderline l)
        SELECT order_id, 'points' AS what, points - reversed AS stands, earned_still AS counted
        FROM kept WHERE points - reversed <> earned_still
        UNION ALL
        SELECT order_id, 'spend', spend - spend_reversed, base - gone
        FROM kept WHERE spend <> base OR spend_reversed <> gone
        UNION ALL
        SELECT order_id, 'lot', kept.points - kept.reversed, lots.earned - lots.reversed
        FROM kept LEFT JOIN lots ON lots.source = 'order:' || order_id
        WHERE coalesce(lots.earned, 0) <> kept.points OR coalesce(lots.reversed, 0) <> kept.reversed
        UNION ALL
        SELECT o.id, 'all of it went back', kept.spend_reversed, kept.spend
        FROM kept JOIN orders_order o ON o.id = kept.order_id
        WHERE o.payment_state = 'refunded' AND kept.spend_reversed < kept.spend
          AND NOT EXISTS (SELECT 1 FROM orders_tender t JOIN orders_tender c ON c.carried_from_id = t.id
                          WHERE t.order_id = o.id)
          AND NOT EXISTS (SELECT 1 FROM minishop_event v WHERE v.subject = 'order:' || o.id
                          AND v.name = 'order.refunded' AND v.at > now() - interval '5 minutes')
        UNION ALL
        SELECT kept.order_id, 'line ' || e.line_id, e.gone, e.base * back.amount / n.net
        FROM orders_earningline e JOIN kept ON kept.id = e.earning_id JOIN nets n ON n.id = e.line_id
        JOIN (
            SELECT p.line_id, sum((p.amount - p.delivery_amount) * r.agreed_amount / r.amount) AS amount
            FROM orders_returnline p JOIN orders_return r ON r.id = p.of_id
            WHERE r.state IN ('refunding', 'done') AND r.kind <> 'exchange' AND r.amount > 0
              AND coalesce(r.closed_at, r.received_at, r.agreed_at) < now() - interval '5 minutes'
            GROUP BY 1) back ON back.line_id = e.line_id
        WHERE n.net > 0 AND e.gone + 0.02 < e.base * least(back.amount, n.net) / n.net"""
