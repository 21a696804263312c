"""What must always be true of store credit that staff gave."""

from minishop import audit


@audit.row("T4", "credit that staff gave or took stands in the books and in the trail, once")
def granted() -> str:
    return """
        WITH posted AS (
            SELECT p.reference, e.amount
            FROM minishop_posting p JOIN minishop_entry e ON e.posting_id = p.id
            JOIN minishop_account a ON a.id = e.account_id AND a.kind = 'store-credit'
            WHERE p.kind = 'credit.granted')
        SELECT g.id AS given, g.amount, posted.amount AS posted, 'books' AS what
        FROM (SELECT id, amount, 'credit-grant:' || id AS reference FROM members_creditgrant) g
        FULL JOIN posted USING (reference)
        WHERE g.amount IS DISTINCT FROM posted.amount
        UNION ALL
        SELECT g.id, g.amount, NULL, 'not told' FROM members_creditgrant g
        WHERE NOT EXISTS (
            SELECT 1 FROM minishop_event e
            WHERE e.subject = 'creditgrant:' || g.id AND e.name = 'credit.granted')"""
