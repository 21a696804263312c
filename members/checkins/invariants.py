"""What must always be true of check-ins: days in a row are days in a row, and each was paid.

Two accounts that became one had been one person's all along: their days count together.
"""

from minishop import audit


@audit.row("E1", "each check-in is a first one or follows the day before, and its points were earned")
def streaks() -> str:
    return """
        WITH RECURSIVE up AS (
            SELECT id, merged_into_id, id AS user_id FROM members_user
            UNION ALL
            SELECT u.id, u.merged_into_id, up.user_id
            FROM members_user u JOIN up ON u.id = up.merged_into_id),
        roots AS (SELECT user_id, id AS root FROM up WHERE merged_into_id IS NULL)
        SELECT c.id AS check_in, c.streak, c.points, 'streak' AS what
        FROM members_checkin c JOIN roots r USING (user_id)
        WHERE c.streak < 1 OR c.streak > 1 AND NOT EXISTS (
            SELECT 1 FROM members_checkin b JOIN roots o ON o.user_id = b.user_id
            WHERE o.root = r.root AND b.day = c.day - 1 AND b.streak = c.streak - 1)
        UNION ALL
        SELECT c.id, c.streak, c.points, 'points'
        FROM members_checkin c LEFT JOIN members_pointslot l
          ON l.kind = 'check_in' AND l.source = 'check-in:' || c.id
        WHERE c.points <> coalesce(l.earned, 0)"""
