"""Money and orders agree: paid means captured, and money that came late has one answer."""

from minishop import audit


@audit.row("P1", "an order is paid exactly when its payments, and what is the shop's own, brought its total")
def paid_is_captured() -> str:
    return """
        SELECT o.id, o.payment_state, o.total, coalesce(came.amount, 0) AS captured,
               coalesce(inside.amount, 0) AS inside
        FROM orders_order o
        LEFT JOIN LATERAL (
            SELECT sum(p.captured_amount) AS amount FROM orders_settlement s
            JOIN payments_payment p ON p.id = s.payment_id AND p.state = 'captured'
            WHERE s.order_id = o.id AND s.outcome IN ('paid', 'reinstated')) came ON true
        LEFT JOIN LATERAL (
            SELECT sum(t.amount) AS amount FROM orders_tender t
            WHERE t.order_id = o.id AND t.payment_id IS NULL AND t.state IN ('committed', 'refunded')
        ) inside ON true
        CROSS JOIN LATERAL (
            SELECT coalesce(came.amount, 0) + coalesce(inside.amount, 0) AS amount) brought
        WHERE (o.payment_state IN ('paid', 'refunded')) <> (brought.amount >= o.total)
              AND NOT (o.total = 0 AND o.state <> 'open')
           OR brought.amount > o.total"""


@audit.row("P4", "money that arrived has one answer, and what had no order to pay goes back")
def settled() -> str:
    return """
        SELECT p.id, p.reference, 'unsettled' AS what FROM payments_payment p
        LEFT JOIN orders_settlement s ON s.payment_id = p.id
        WHERE p.state IN ('captured', 'mismatched') AND p.reference LIKE 'order:%' AND s.id IS NULL
          AND p.captured_at < now() - interval '5 minutes'
        UNION ALL
        SELECT p.id, p.reference, 'not sent back' FROM orders_settlement s
        JOIN payments_payment p ON p.id = s.payment_id
        WHERE s.outcome = 'refunded' AND p.captured_amount > (
            SELECT coalesce(sum(r.amount), 0) FROM payments_refund r WHERE r.payment_id = p.id)
        UNION ALL
        SELECT p.id, p.reference, 'answered twice' FROM orders_settlement s
        JOIN payments_payment p ON p.id = s.payment_id
        JOIN orders_tender t ON t.payment_id = p.id
        WHERE s.outcome = 'refunded'
        UNION ALL
        SELECT p.id, p.reference, 'nothing paid with it' FROM orders_settlement s
        JOIN payments_payment p ON p.id = s.payment_id
        WHERE s.outcome <> 'refunded'
          AND NOT EXISTS (SELECT 1 FROM orders_tender t WHERE t.payment_id = p.id)"""
