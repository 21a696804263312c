"""What must always be true of attempts: money as asked for, ids once, and the books in step."""

from minishop import audit


@audit.row("P2", "payment ids are the provider's once, amounts as asked for")
def provider_references() -> str:
    return """
        SELECT 'provider id used twice' AS problem, min(number) AS payment, gateway, provider_id
        FROM payments_payment WHERE provider_id IS NOT NULL
        GROUP BY gateway, provider_id HAVING count(*) > 1
        UNION ALL
        SELECT 'captured other than asked', number, gateway, provider_id FROM payments_payment
        WHERE state = 'captured'
          AND (captured_amount IS DISTINCT FROM amount OR captured_currency <> currency)
        UNION ALL
        SELECT 'received without an amount, or an amount without receipt', number, gateway, provider_id
        FROM payments_payment
        WHERE (state IN ('captured', 'mismatched')) <> (captured_amount IS NOT NULL)
    """


@audit.row("P7", "the books hold what each payment brought, less what went back")
def books() -> str:
    """One row for each payment or refund whose cash entry is missing, wrong or without it."""
    return """
        WITH due AS (
            SELECT 'payment.captured' AS kind, number, gateway, captured_currency AS unit,
                   captured_amount AS amount
            FROM payments_payment WHERE state IN ('captured', 'mismatched')
            UNION ALL
            SELECT 'refund.done', r.number, p.gateway, p.captured_currency, -r.amount
            FROM payments_refund r JOIN payments_payment p ON p.id = r.payment_id WHERE r.state = 'done'
        ), booked AS (
            SELECT t.kind, t.reference AS number, a.owner AS gateway, a.unit, sum(e.amount) AS amount
            FROM minishop_posting t
            JOIN minishop_entry e ON e.posting_id = t.id
            JOIN minishop_account a ON a.id = e.account_id AND a.kind = 'cash'
            WHERE t.kind IN ('payment.captured', 'refund.done')
            GROUP BY 1, 2, 3, 4
        )
        SELECT COALESCE(due.kind, booked.kind) AS kind, COALESCE(due.number, booked.number) AS number,
               due.amount AS due, booked.amount AS booked
        FROM due FULL JOIN booked USING (kind, number, gateway, unit)
        WHERE due.amount IS DISTINCT FROM booked.amount
    """
