"""What must always be true of occasions: each gift was earned, and no two birthdays lie within 330 days."""

from minishop import audit


@audit.row("E3", "an occasion's gift was given once and earned, and birthdays lie 330 days apart")
def gifts() -> str:
    return """
        WITH birthdays AS (
            SELECT g.id, g.user_id, g.day FROM members_occasiongift g
            JOIN members_occasion o ON o.id = g.occasion_id AND o.kind = 'birthday')
        SELECT a.id AS gift, a.day, b.id AS other, 'birthdays' AS what
        FROM birthdays a JOIN birthdays b
          ON b.user_id = a.user_id AND b.day > a.day AND b.day < a.day + 330
        UNION ALL
        SELECT g.id, g.day, l.earned, 'points'
        FROM members_occasiongift g LEFT JOIN members_pointslot l
          ON l.kind = 'occasion' AND l.source = 'occasion:' || g.id
        WHERE g.points <> coalesce(l.earned, 0)"""
