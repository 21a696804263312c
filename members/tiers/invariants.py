"""What must always be true of tiers."""

from minishop import audit


@audit.row("H1", "a member's tiers follow one another, from joining to the one they have")
def history() -> str:
    return """
        WITH told AS (
            SELECT id, user_id, before_id, after_id, why,
                   lag(after_id) OVER (PARTITION BY user_id ORDER BY id) AS follows,
                   row_number() OVER (PARTITION BY user_id ORDER BY id) AS nth,
                   row_number() OVER (PARTITION BY user_id ORDER BY id DESC) AS from_last
            FROM members_tierchange)
        SELECT t.user_id AS member, t.id AS change, t.why AS what FROM told t
        WHERE t.before_id IS DISTINCT FROM t.follows OR t.before_id = t.after_id
           OR (t.nth = 1) <> (t.why = 'joined')
        UNION ALL
        SELECT coalesce(m.user_id, t.user_id), t.id, 'not the tier of the membership'
        FROM members_membership m
        FULL JOIN (SELECT * FROM told WHERE from_last = 1) t ON t.user_id = m.user_id
        WHERE m.tier_id IS DISTINCT FROM t.after_id"""


@audit.row("H2", "a member's figure is the sum of what counted, and a merge lost none of it")
def figure() -> str:
    return """
        SELECT m.user_id AS member, m.figure, coalesce(f.sum, 0) AS sum, 'figure' AS what
        FROM members_membership m
        LEFT JOIN LATERAL (
            SELECT sum(CASE m.counted_as WHEN 'spend' THEN spend ELSE points END) AS sum
            FROM members_qualifyingfact f
            WHERE f.user_id = m.user_id AND (m.counted_from IS NULL OR f.at >= m.counted_from)) f ON true
        WHERE m.figure <> coalesce(f.sum, 0)
        UNION ALL
        SELECT f.user_id, f.spend, c.spend, 'not brought over'
        FROM members_qualifyingfact f
        JOIN members_user u ON u.id = f.user_id AND u.merged_into_id IS NOT NULL
        LEFT JOIN members_qualifyingfact c
          ON c.reference = 'merged:' || f.id AND c.user_id = u.merged_into_id
        WHERE (c.spend, c.points, c.at) IS DISTINCT FROM (f.spend, f.points, f.at)"""


@audit.row("H3", "paid memberships of one tier follow one another")
def paid() -> str:
    return """
        SELECT a.user_id AS member, a.source, b.source AS at_once_with
        FROM members_paidmembership a
        JOIN members_membershipplan p ON p.id = a.plan_id
        JOIN members_paidmembership b ON b.user_id = a.user_id AND b.id > a.id AND b.revoked_at IS NULL
        JOIN members_membershipplan q ON q.id = b.plan_id AND q.tier_id = p.tier_id
        WHERE a.revoked_at IS NULL
          AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)"""


@audit.row("H4", "no tier is held a day beyond its grace, and no end of a paid one is untold a day")
def overdue() -> str:
    return """
        WITH rules AS (
            SELECT grace_days, downgrade FROM members_tierprogramme
            UNION ALL SELECT 30, 'step' WHERE NOT EXISTS (SELECT 1 FROM members_tierprogramme))
        SELECT m.user_id AS member, m.kept_until AS since, 'tier' AS what
        FROM members_membership m JOIN members_user u ON u.id = m.user_id, rules
        WHERE rules.downgrade <> 'never' AND u.erased_at IS NULL AND u.merged_into_id IS NULL
          AND coalesce(m.graced_at + make_interval(days => rules.grace_days), m.kept_until)
              < now() - interval '1 day'
        UNION ALL
        SELECT user_id, ends_at, 'paid membership' FROM members_paidmembership
        WHERE revoked_at IS NULL AND told_at IS NULL AND ends_at < now() - interval '1 day'"""
