"""What has ended is taken out by one SQL step for a whole batch of accounts.

The step does it all or nothing, so a job killed anywhere leaves whole batches behind, and the next one
goes on with what is still overdue. Accounts somebody works with are passed over; the next sweep has them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from members.lots import books
from members.lots.models import UNIT, PointsAccount, PointsLot

#: Both statements see the work of whoever held the accounts before: the lock is taken by one of its own.
#: Rows are looked up one by one, LATERAL or by arrays of keys: a join would read whole tables in each batch.
STEP = """
WITH ended AS (
    SELECT lot.id, wanted.account_id, lot.remaining
    FROM unnest(%(accounts)s::bigint[]) AS wanted(account_id)
    CROSS JOIN LATERAL (
        SELECT id, remaining FROM members_pointslot
        WHERE account_id = wanted.account_id AND remaining > 0
          AND settled_at IS NOT NULL AND expires_at <= statement_timestamp() OFFSET 0) lot
), owners AS (
    SELECT account_id, sum(remaining) AS points FROM ended GROUP BY account_id
), sums AS (
    SELECT owners.account_id, owners.points, purse.id AS purse_id, purse.balance - owners.points AS after,
           'points-account:' || owners.account_id || ':' || coalesce((
               SELECT entry.id FROM minishop_entry entry
               WHERE entry.account_id = purse.id ORDER BY entry.id DESC LIMIT 1), 0) AS reference
    FROM owners
    CROSS JOIN LATERAL (
        SELECT user_id FROM members_pointsaccount WHERE id = owners.account_id OFFSET 0) account
    CROSS JOIN LATERAL (
        SELECT id, balance FROM minishop_account
        WHERE kind = %(free)s AND owner = 'user:' || account.user_id AND unit = %(unit)s OFFSET 0) purse
), postings AS (
    INSERT INTO minishop_posting (kind, reference)
    SELECT 'points.expired', reference FROM sums ORDER BY account_id
    RETURNING id, reference
), booked AS (
    SELECT sums.*, postings.id AS posting_id FROM sums JOIN postings USING (reference)
), gone AS (
    SELECT ended.id, ended.remaining, booked.posting_id FROM ended JOIN booked USING (account_id)
), lots AS (
    UPDATE members_pointslot SET remaining = 0
    WHERE id = ANY(ARRAY(SELECT id FROM gone)) RETURNING id
), purses AS (
    UPDATE minishop_account SET balance = (SELECT after FROM booked WHERE purse_id = minishop_account.id)
    WHERE id = ANY(ARRAY(SELECT purse_id FROM booked)) RETURNING id
), entries AS (
    INSERT INTO minishop_entry (posting_id, account_id, amount, balance_after)
    SELECT posting_id, purse_id, -points, after FROM booked
    UNION ALL SELECT posting_id, %(shop)s, points, NULL FROM booked
    RETURNING id
), lot_entries AS (
    INSERT INTO members_lotentry (lot_id, posting_id, kind, amount)
    SELECT id, posting_id, 'expired', -remaining FROM gone
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
    rows: QuerySet[PointsLot] = PointsLot.objects.overdue().order_by("expires_at", "account_id")
    if after:
        rows = rows.extra(where=["(expires_at, account_id) > (%s, %s)"], params=after)
    ends = rows.values_list("expires_at", "account_id")[:size]
    found = [(end, account) for end, account in ends if end]
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
