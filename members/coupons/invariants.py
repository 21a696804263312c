"""What must always be true of coupons: counters are their rows, and limits hold."""

from minishop import audit


@audit.row("C1", "a coupon's counters, in all, by day and by member, are the counts of its rows")
def counted() -> str:
    return """
        WITH rows AS (
            SELECT coupon_id, count(*) AS claimed, count(*) FILTER (WHERE state = 'used') AS used
            FROM members_issuedcoupon GROUP BY coupon_id),
        days AS (
            SELECT coupon_id, day, count(*) AS claimed FROM members_issuedcoupon GROUP BY coupon_id, day),
        had AS (
            SELECT coupon_id, user_id, count(*) AS claimed FROM (
                SELECT id, coupon_id, user_id FROM members_issuedcoupon WHERE user_id IS NOT NULL
                UNION
                SELECT issued.id, issued.coupon_id, gift.giver_id FROM members_coupongift gift
                JOIN members_issuedcoupon issued ON issued.id = gift.issued_id
                WHERE gift.taken_at IS NOT NULL) each
            GROUP BY coupon_id, user_id)
        SELECT coupon.id AS coupon, 'claimed' AS what, coupon.claimed AS counted,
               coalesce(rows.claimed, 0) AS there
        FROM members_coupon coupon LEFT JOIN rows ON rows.coupon_id = coupon.id
        WHERE coupon.claimed <> coalesce(rows.claimed, 0)
        UNION ALL
        SELECT coupon.id, 'used', coupon.used, coalesce(rows.used, 0)
        FROM members_coupon coupon LEFT JOIN rows ON rows.coupon_id = coupon.id
        WHERE coupon.used <> coalesce(rows.used, 0)
        UNION ALL
        SELECT coupon_id, 'on ' || day, coalesce(kept.claimed, 0), coalesce(days.claimed, 0)
        FROM members_couponday kept FULL JOIN days USING (coupon_id, day)
        WHERE kept.claimed IS DISTINCT FROM days.claimed
        UNION ALL
        SELECT coupon_id, 'of ' || user_id, coalesce(kept.claimed, 0), coalesce(had.claimed, 0)
        FROM members_couponholder kept FULL JOIN had USING (coupon_id, user_id)
        WHERE kept.claimed IS DISTINCT FROM had.claimed"""


@audit.row("C2", "no coupon was had more often than its limits allow: in all, on a day, by one member")
def within_limits() -> str:
    """Of an account that another was joined into, both may have had theirs."""
    return """
        SELECT id AS coupon, 'in all' AS what, claimed, claim_limit AS most
        FROM members_coupon WHERE claimed > claim_limit
        UNION ALL
        SELECT id, 'used', used, claimed FROM members_coupon WHERE used > claimed
        UNION ALL
        SELECT coupon.id, 'on ' || kept.day, kept.claimed, coupon.per_day
        FROM members_couponday kept JOIN members_coupon coupon ON coupon.id = kept.coupon_id
        WHERE kept.claimed > coupon.per_day
        UNION ALL
        SELECT coupon.id, 'of ' || kept.user_id, kept.claimed, coupon.per_member
        FROM members_couponholder kept JOIN members_coupon coupon ON coupon.id = kept.coupon_id
        WHERE kept.claimed > coupon.per_member
          AND NOT EXISTS (SELECT FROM members_user gone WHERE gone.merged_into_id = kept.user_id)"""
