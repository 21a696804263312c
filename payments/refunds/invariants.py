"""What must always be true of refunds: never more out than came in."""

from minishop import audit


@audit.row("P3", "refunds, done and pending, are within what was captured")
def refunds_bounded() -> str:
    return """
        SELECT p.number AS payment, p.captured_amount AS captured, sum(r.amount) AS refunded
        FROM payments_refund r JOIN payments_payment p ON p.id = r.payment_id
        WHERE r.state NOT IN ('failed', 'replaced')
        GROUP BY p.id HAVING sum(r.amount) > COALESCE(max(p.captured_amount), 0)
    """


@audit.row("A1", "money that came or was sent back has its row in the trail, at a counter with who took it")
def trail() -> str:
    return """
        SELECT p.number, p.state, 'not told' AS problem FROM payments_payment p
        WHERE p.state IN ('captured', 'mismatched') AND NOT EXISTS (
            SELECT 1 FROM minishop_event e
            WHERE e.subject = 'payment:' || p.id AND e.name IN ('payment.captured', 'payment.mismatched'))
        UNION ALL
        SELECT p.number, p.state, 'taken by nobody' FROM payments_payment p
        JOIN minishop_event e ON e.subject = 'payment:' || p.id AND e.name = 'payment.captured'
        WHERE p.gateway = 'offline' AND e.actor_id IS NULL
        UNION ALL
        SELECT r.number, r.state, 'not told' FROM payments_refund r
        WHERE NOT EXISTS (
            SELECT 1 FROM minishop_event e
            WHERE e.subject = 'refund:' || r.id AND e.name = 'refund.requested')
    """
