"""What has ended is taken out by one SQL step for a whole batch of accounts.

The step does it all or nothing, so a job killed anywhere leaves whole batches behind, and the next one
goes on with what is still overdue. Accounts somebody works with are passed over; the next sweep has them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from members.points import books
from members.points.models import UNIT, PointsAccount, PointsLot

#: Both statements see the work of whoever held the accounts before: the lock is taken by one of its own.
STEP = """
WITH ended AS (
    SELECT id, account_id, remaining FROM members_pointslot
    WHERE account_id = ANY(%(accounts)s)
      AND remaining > 0 AND settled_at IS NOT NULL AND expires_at <= statement_timestamp()
), owners AS (
    SELECT ended.account_id, sum(ended.remaining) AS points
    FROM ended GROUP BY ended.account_id
), sums AS (
    SELECT owners.account_id, owners.points, purse.id AS purse_id, purse.balance - owners.points AS after,
           'points-account:' || owners.account_id || ':' || coalesce((
               SELECT entry.id FROM minishop_entry entry
               WHERE entry.account_id = purse.id ORDER BY entry.id DESC LIMIT 1), 0) AS reference
    FROM owners
    JOIN members_pointsaccount account ON account.id = owners.account_id
    JOIN minishop_account purse
      ON purse.kind = %(free)s AND purse.owner = 'user:' || account.user_id AND purse.unit = %(unit)s
), postings AS (
    INSERT INTO minishop_posting (kind, reference)
    SELECT 'points.expired', reference FROM sums ORDER BY account_id
    RETURNING id, reference
), booked AS (
    SELECT sums.*, postings.id AS posting_id FROM sums JOIN postings USING (reference)
), lots AS (
    UPDATE members_pointslot lot SET remaining = lot.remaining - ended.remaining
    FROM ended JOIN booked USING (account_id) WHERE lot.id = ended.id RETURNING lot.id
), purses AS (
    UPDATE minishop_account purse SET balance = purse.balance - sums.points
    FROM sums WHERE purse.id = sums.purse_id RETURNING purse.id
), entries AS (
    INSERT INTO minishop_entry (posting_id, account_id, amount, balance_after)
    SELECT posting_id, purse_id, -points, after FROM booked
    UNION ALL SELECT posting_id, %(shop)s, points, NULL FROM booked
    RETURNING id
), lot_entries AS (
    INSERT INTO members_lotentry (lot_id, posting_id, kind, amount)
    SELECT ended.id, booked.posting_id, 'expired', -ended.remaining
    FROM ended JOIN booked USING (account_id)
    RETURNING id
)
SELECT (SELECT count(*) FROM lots), (SELECT count(*) FROM purses), (SELECT count(*) FROM lot_entries)
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Accounts that may have something overdue, and where the next batch begins."""

    accounts: list[int]
    last: tuple[datetime, int]


def batch(size: int, after: tuple[datetime, int] | None = None) -> Batch | None:
    """The next accounts with something overdue, by so many lots, the longest overdue first."""
    rows = PointsLot.objects.overdue().order_by("expires_at", "account_id")
    if after:
        rows = rows.extra(where=["(expires_at, account_id) > (%s, %s)"], params=after)
    found: list[tuple[datetime, int]] = list(rows.values_list("expires_at", "account_id")[:size])
    if not found:
        return None
    return Batch(sorted({account for _end, account in found}), found[-1])


@transaction.atomic
def step(accounts: list[int]) -> int:
    """Nothing is overdue in those of the accounts that nobody works with; answers how many lots ended."""
    rows = PointsAccount.objects.select_for_update(no_key=True, skip_locked=True)
    free = list(rows.filter(pk__in=accounts).order_by("pk").values_list("pk", flat=True))
    return empty(free)


def empty(accounts: list[int]) -> int:
    """Nothing is overdue in the accounts; call it with their locks held."""
    if not accounts:
        return 0
    told: dict[str, Any] = {"accounts": accounts, "free": books.FREE, "unit": UNIT}
    told["shop"] = books.account(books.ENDED, None).pk
    with connection.cursor() as cursor:
        cursor.execute(STEP, told)
        return cursor.fetchone()[0]
