"""Audit: what a purchase at a counter did is there, by a code that was good, through staff of that house."""

from minishop import audit


@audit.row("Q1.purchase", "a purchase earned, took and counted what it says, or nothing once it was undone")
def effect_absent() -> str:
    return """
        SELECT p.id AS purchase, effect.what
        FROM orders_purchase p
        CROSS JOIN LATERAL (
            SELECT 'earned' AS what
            WHERE p.earned > 0 AND NOT EXISTS (
                SELECT 1 FROM members_pointslot lot
                WHERE lot.kind = 'purchase' AND lot.source = 'purchase:' || p.id AND lot.earned = p.earned)
            UNION ALL
            SELECT 'points' WHERE p.points > 0 AND NOT EXISTS (
                SELECT 1 FROM members_pointsspend spend
                WHERE spend.reference = 'purchase:' || p.id AND spend.state = 'spent'
                  AND spend.points = p.points
                  AND spend.returned = CASE WHEN p.undone_at IS NULL THEN 0 ELSE p.points END)
            UNION ALL
            SELECT 'coupon' FROM members_issuedcoupon issued
            WHERE issued.id = p.coupon_id
              AND (issued.used_for = 'purchase:' || p.id AND issued.state = 'used') <> (p.undone_at IS NULL)
            UNION ALL
            SELECT 'progress' WHERE p.amount - p.coupon_amount - p.points_amount <> (
                SELECT coalesce(sum(fact.spend), 0) FROM members_qualifyingfact fact
                WHERE fact.reference = 'purchase:' || p.id)
            UNION ALL
            SELECT 'undone' FROM members_user u
            WHERE u.id = p.member_id AND u.erased_at IS NULL AND NOT u.is_staff  -- nothing counts for these
              AND p.undone_at IS NOT NULL AND (
                SELECT coalesce(sum(fact.spend), 0) FROM members_qualifyingfact fact
                WHERE fact.reference IN ('purchase:' || p.id, 'purchase:' || p.id || ':undone')) <> 0
        ) effect
    """


@audit.row("Q1.receipt", "a receipt counts once in its house, and a code for one purchase")
def counted_twice() -> str:
    return """
        SELECT 'receipt' AS what, store_id::text AS of, receipt AS again, count(*) FROM orders_purchase
        WHERE undone_at IS NULL GROUP BY store_id, receipt HAVING count(*) > 1
        UNION ALL
        SELECT 'code', '', code, count(*) FROM orders_purchase
        WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1
    """
