"""What must always be true of coupons on their way to a friend."""

from minishop import audit


@audit.row("C4", "a coupon is offered while one gift of its owner's is open, and none outlives its time")
def offered() -> str:
    return """
        SELECT issued.id AS issued, issued.state, 'gifts' AS what, count(gift.id) AS open
        FROM members_issuedcoupon issued
        LEFT JOIN members_coupongift gift
          ON gift.issued_id = issued.id AND gift.taken_at IS NULL AND gift.recalled_at IS NULL
        GROUP BY issued.id
        HAVING (issued.state = 'offered') <> (count(gift.id) = 1)
            OR bool_or(gift.giver_id IS DISTINCT FROM issued.user_id AND gift.id IS NOT NULL)
        UNION ALL
        SELECT id, state, 'overdue', NULL FROM members_issuedcoupon
        WHERE state IN ('ready', 'offered') AND ends_at < now() - interval '15 minutes'"""
