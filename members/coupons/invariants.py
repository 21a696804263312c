"""What must always be true of coupons: counters are their rows, limits hold, offers and codes are sound."""

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


@audit.row("C5", "a batch has the codes it says it made, and a code gave its own coupon, once")
def codes() -> str:
    return """
        SELECT batch.id AS batch, NULL AS code, batch.made, count(code.id) AS there
        FROM members_couponbatch batch LEFT JOIN members_couponcode code ON code.batch_id = batch.id
        GROUP BY batch.id
        HAVING batch.made <> count(code.id) OR (batch.state = 'done') <> (batch.made = batch.quantity)
        UNION ALL
        SELECT batch.id, code.id, NULL, NULL
        FROM members_couponcode code
        JOIN members_couponbatch batch ON batch.id = code.batch_id
        JOIN members_issuedcoupon issued ON issued.id = code.issued_id
        WHERE issued.coupon_id <> batch.coupon_id OR issued.source <> 'code:' || code.id"""
