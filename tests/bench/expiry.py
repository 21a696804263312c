"""How long it takes points to end: `python -m tests.bench.expiry`.

In a database of its own 25,000, then 50,000, then 100,000 lots of a quarter as many members have ended;
each time one job takes them out, is timed, and the audit of points must find nothing. Twice as many may
take 2.3 times as long, not more.
"""

import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connection  # noqa: E402

from members.lots.models import PointsLot  # noqa: E402
from members.points import services as points  # noqa: E402
from minishop import audit  # noqa: E402
from tests.bench.audit import own_database  # noqa: E402

SIZES = (25_000, 50_000, 100_000)
MOST = 2.3
EACH = 4

#: Members with lots of 10 points, earned and entered as the verbs do it; all ended in the last minutes.
FILL = """
INSERT INTO members_user (password, is_superuser, email, name, language, is_staff, is_active,
                          session_epoch, is_known_elsewhere)
SELECT '', false, 'bench-{size}-' || n || '@example.com', '', '', false, true, 0, false
FROM generate_series(1, {people}) n;

INSERT INTO members_pointsaccount (user_id)
SELECT id FROM members_user WHERE email LIKE 'bench-{size}-%';

INSERT INTO minishop_account (kind, owner, unit, balance, floor)
SELECT 'points', 'user:' || user_id, 'points', {each} * 10, 0 FROM members_pointsaccount a
JOIN members_user u ON u.id = a.user_id WHERE u.email LIKE 'bench-{size}-%';

INSERT INTO minishop_account (kind, owner, unit) VALUES ('points-issued', 'shop', 'points')
ON CONFLICT DO NOTHING;

INSERT INTO members_pointslot (account_id, kind, source, earned, remaining, settled_at, expires_at, words)
SELECT a.id, 'order', 'order:' || a.id || '-' || n, 10, 10, now(),
       now() - (a.id % 7 + 1) * interval '1 minute', ''
FROM members_pointsaccount a JOIN members_user u ON u.id = a.user_id, generate_series(1, {each}) n
WHERE u.email LIKE 'bench-{size}-%';

INSERT INTO minishop_posting (kind, reference)
SELECT 'points.earned', source || ':order' FROM members_pointslot WHERE remaining > 0;

INSERT INTO members_lotentry (lot_id, posting_id, kind, amount)
SELECT l.id, p.id, 'earned', 10
FROM members_pointslot l JOIN minishop_posting p ON p.reference = l.source || ':order'
WHERE l.remaining > 0;

INSERT INTO minishop_entry (posting_id, account_id, amount, balance_after)
SELECT p.id, purse.id, 10, 10 * split_part(l.source, '-', 2)::int
FROM members_pointslot l JOIN minishop_posting p ON p.reference = l.source || ':order'
JOIN members_pointsaccount a ON a.id = l.account_id
JOIN minishop_account purse ON purse.owner = 'user:' || a.user_id AND purse.kind = 'points'
WHERE l.remaining > 0 ORDER BY a.id, split_part(l.source, '-', 2)::int;

INSERT INTO minishop_entry (posting_id, account_id, amount)
SELECT p.id, (SELECT id FROM minishop_account WHERE kind = 'points-issued'), -10
FROM members_pointslot l JOIN minishop_posting p ON p.reference = l.source || ':order'
WHERE l.remaining > 0
"""


def fill(size: int) -> None:
    script = FILL.format(size=size, people=size // EACH, each=EACH)
    with connection.cursor() as cursor:
        for statement in script.split(";\n"):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def timed(size: int) -> float:
    """Seconds of the one job that takes out so many lots."""
    fill(size)
    started = time.perf_counter()
    ended = points.expire_due()
    seconds = time.perf_counter() - started
    left = PointsLot.objects.overdue().count()
    if (ended, left) != (size, 0):
        sys.exit(f"{ended:,} of {size:,} lots ended, {left:,} are overdue")
    found = [row.row.code for row in audit.run("L1", "L2", "L3", "L6", "L7", "L8") if row.findings]
    if found:
        sys.exit(f"the audit is not clean: {found}")
    return seconds


def main() -> None:
    with own_database():
        timed(2_000)  # the first job of a new process loads what all others have
        before, worst = None, 0.0
        for size in SIZES:
            seconds = timed(size)
            ratio = f"{seconds / before:.2f} × the one before" if before else ""
            print(f"{size:>8,} lots ended in {seconds:6.2f} s, {size / seconds:>8,.0f} a second  {ratio}")
            worst = max(worst, seconds / before) if before else worst
            before = seconds
    if worst > MOST:
        sys.exit(f"{worst:.2f} × is more than {MOST}")


if __name__ == "__main__":
    main()
