"""What must always be true of refunds: never more out than came in."""

from minishop import audit


@audit.row("P3", "refunds, done and pending, are within what was captured")
def refunds_bounded() -> str:
    return """
        SELECT p.number AS payment, p.captured_amount AS captured, sum(r.amount) AS refunded
        FROM payments_refund r JOIN payments_payment p ON p.id = r.payment_id
        WHERE r.state <> 'failed'
        GROUP BY p.id HAVING sum(r.amount) > COALESCE(max(p.captured_amount), 0)
    """
