"""What must always be true of activities: no more often than allowed, each paid, and referrals told once."""

from minishop import audit


@audit.row("E2", "an activity is done no more often than its period allowed, and its points were earned")
def within_times() -> str:
    return """
        SELECT d.activity_id AS activity, d.user_id AS member, count(*) AS found, max(d.times) AS allowed,
               'times' AS what
        FROM members_activitydone d GROUP BY d.activity_id, d.user_id, d.slot
        HAVING count(*) > max(d.times)
        UNION ALL
        SELECT d.activity_id, d.user_id, d.points, l.earned, 'points'
        FROM members_activitydone d LEFT JOIN members_pointslot l
          ON l.kind IN ('activity', 'referral') AND l.source = 'activity:' || d.id
        WHERE d.points <> coalesce(l.earned, 0)"""
