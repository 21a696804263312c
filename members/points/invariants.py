"""What must always be true of points: lots, balances and uses say the same, and nobody is lost a point."""

from members.lots.models import UNIT
from minishop import audit

#: Two sweeps of the expiry (`members.points.tasks`).
OVERDUE = "10 minutes"


@audit.row("L3", "a lot has what its entries sum to, within what it earned, and none is overdue")
def lots() -> str:
    return f"""
        SELECT lot.id AS lot, lot.earned, lot.remaining, coalesce(sums.amount, 0) AS entries
        FROM members_pointslot lot
        LEFT JOIN (SELECT lot_id, sum(amount) AS amount FROM members_lotentry GROUP BY 1) sums
          ON sums.lot_id = lot.id
        WHERE lot.remaining <> coalesce(sums.amount, 0)
           OR lot.remaining NOT BETWEEN 0 AND lot.earned
           OR (lot.settled_at IS NOT NULL AND lot.remaining > 0
               AND lot.expires_at <= now() - interval '{OVERDUE}')"""  # noqa: S608


@audit.row("L6", "what a member has free and on the way is what their lots have")
def balances() -> str:
    return f"""
        WITH left_in AS (
            SELECT 'user:' || account.user_id AS owner,
                   CASE WHEN lot.settled_at IS NULL THEN 'points-pending' ELSE 'points' END AS kind,
                   sum(lot.remaining) AS lots
            FROM members_pointslot lot JOIN members_pointsaccount account ON account.id = lot.account_id
            GROUP BY 1, 2
        ), booked AS (
            SELECT owner, kind, balance FROM minishop_account
            WHERE unit = '{UNIT}' AND kind IN ('points', 'points-pending'))
        SELECT owner, kind, coalesce(balance, 0) AS balance, coalesce(lots, 0) AS lots
        FROM left_in FULL JOIN booked USING (owner, kind)
        WHERE coalesce(balance, 0) <> coalesce(lots, 0)"""  # noqa: S608


@audit.row("L7", "whoever owes points has none free, and nobody is owed any")
def debts() -> str:
    return f"""
        SELECT debt.owner, debt.balance AS owed, purse.balance AS free
        FROM minishop_account debt
        LEFT JOIN minishop_account purse
          ON purse.owner = debt.owner AND purse.unit = debt.unit AND purse.kind = 'points'
        WHERE debt.kind = 'points-debt' AND debt.unit = '{UNIT}'
          AND (debt.balance > 0 OR (debt.balance < 0 AND purse.balance > 0))"""  # noqa: S608


@audit.row("L8", "a source earns once, as its entry says, and no more is taken back of it")
def once() -> str:
    return """
        SELECT min(id) AS lot, 'earned twice' AS what, count(*) AS said, 1 AS stands
        FROM members_pointslot GROUP BY kind, source HAVING count(*) > 1
        UNION ALL
        SELECT lot.id, 'entry', lot.earned, coalesce(sum(entry.amount), 0)
        FROM members_pointslot lot
        LEFT JOIN members_lotentry entry ON entry.lot_id = lot.id AND entry.kind = 'earned'
        GROUP BY lot.id HAVING lot.earned <> coalesce(sum(entry.amount), 0)
        UNION ALL
        SELECT lot.id, 'taken back', sum(back.points), lot.earned
        FROM members_pointslot lot JOIN members_pointsreversal back ON back.lot_id = lot.id
        GROUP BY lot.id HAVING sum(back.points) > lot.earned
        UNION ALL
        SELECT back.lot_id, 'not in the books', back.points - back.ended, coalesce(-sum(entry.amount), 0)
        FROM members_pointsreversal back
        LEFT JOIN minishop_posting posting ON posting.kind = 'points.reversed'
             AND posting.reference = back.reference || ':lot:' || back.lot_id
        LEFT JOIN (
            SELECT entry.posting_id, entry.amount FROM minishop_entry entry
            JOIN minishop_account account ON account.id = entry.account_id
            WHERE account.kind IN ('points', 'points-pending', 'points-debt')) entry
          ON entry.posting_id = posting.id
        GROUP BY back.id HAVING back.points - back.ended <> coalesce(-sum(entry.amount), 0)"""


@audit.row("L9", "a use of points has what its entries took and gave back, and what is held is in the books")
def uses() -> str:
    return f"""
        WITH moved AS (
            SELECT posting.reference, -sum(entry.amount) AS used, coalesce(sum(undone.amount), 0) AS back
            FROM members_lotentry entry
            JOIN minishop_posting posting ON posting.id = entry.posting_id AND posting.kind = 'points.held'
            LEFT JOIN (SELECT undoes_id, sum(amount) AS amount FROM members_lotentry GROUP BY 1) undone
              ON undone.undoes_id = entry.id
            WHERE entry.kind = 'used' GROUP BY 1
        ), told AS (
            SELECT spend_id, sum(points) AS points, sum(amount) AS amount
            FROM members_pointsreturn GROUP BY 1)
        SELECT spend.id AS spend, 'entries' AS what, spend.points AS said, moved.used AS stands
        FROM members_pointsspend spend LEFT JOIN moved USING (reference)
        WHERE spend.points IS DISTINCT FROM moved.used
        UNION ALL
        SELECT spend.id, 'back', CASE spend.state WHEN 'released' THEN spend.points ELSE spend.returned END,
               moved.back
        FROM members_pointsspend spend JOIN moved USING (reference)
        WHERE moved.back <> CASE spend.state WHEN 'released' THEN spend.points ELSE spend.returned END
        UNION ALL
        SELECT spend.id, 'returns', spend.returned, told.points
        FROM members_pointsspend spend LEFT JOIN told ON told.spend_id = spend.id
        WHERE spend.returned <> coalesce(told.points, 0)
           OR spend.returned_amount <> coalesce(told.amount, 0)
        UNION ALL
        SELECT account.id, 'held', coalesce(account.balance, 0), coalesce(held.points, 0)
        FROM (SELECT 'user:' || account.user_id AS owner, sum(spend.points) AS points
              FROM members_pointsspend spend
              JOIN members_pointsaccount account ON account.id = spend.account_id
              WHERE spend.state = 'held' GROUP BY 1) held
        FULL JOIN (SELECT * FROM minishop_account WHERE kind = 'points-held' AND unit = '{UNIT}') account
          USING (owner)
        WHERE coalesce(account.balance, 0) <> coalesce(held.points, 0)"""  # noqa: S608
