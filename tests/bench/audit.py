"""How long the audit takes: `python -m tests.bench.audit [ENTRIES]`.

A database of its own is filled by SQL with so many ledger entries (a million if not said), two for each
posting, spread over ten thousand accounts, and with one event and one finished delivery for each
posting, a tenth of them moves of states; then every row of the audit is timed, and must find nothing.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

ACCOUNTS = 10_000
ENTRIES = 1_000_000

FILL = """
INSERT INTO minishop_account (kind, owner, unit, balance, floor)
SELECT 'points', 'member:' || n, 'PTS', 0, 0 FROM generate_series(1, {accounts}) n;

INSERT INTO minishop_account (kind, owner, unit) VALUES ('issued', 'shop', 'PTS');

INSERT INTO minishop_posting (kind, reference)
SELECT 'earn', 'order:' || n FROM generate_series(1, {postings}) n;

INSERT INTO minishop_entry (posting_id, account_id, amount, balance_after)
SELECT posting.id, holder.id, 7, 7 * ((n - 1) / {accounts} + 1)
FROM generate_series(1, {postings}) n
JOIN minishop_posting posting ON posting.reference = 'order:' || n
JOIN minishop_account holder ON holder.owner = 'member:' || (n - 1) % {accounts} + 1
ORDER BY n;

INSERT INTO minishop_entry (posting_id, account_id, amount)
SELECT id, (SELECT id FROM minishop_account WHERE kind = 'issued'), -7 FROM minishop_posting;

UPDATE minishop_account SET balance = sums.amount
FROM (SELECT account_id, sum(amount) AS amount FROM minishop_entry GROUP BY account_id) sums
WHERE sums.account_id = minishop_account.id AND balance IS NOT NULL;

INSERT INTO payments_payment (number, reference, gateway, amount, currency, state, description,
                              action, return_url, asked, failure, captured_currency)
SELECT 'P' || n, 'bench:' || n, 'sandbox', 7, 'CNY', 'failed', '', '{{}}', '', 0, '', ''
FROM generate_series(1, {moves}) n;

INSERT INTO minishop_event (name, subject, data)
SELECT 'payment.failed', 'payment:' || id, '{{"column": "state", "from": "created", "to": "failed"}}'
FROM payments_payment;

INSERT INTO minishop_event (name, subject, data)
SELECT 'points.earned', 'account:' || n, '{{"points": 7}}'
FROM generate_series({moves} + 1, {postings}) n;

INSERT INTO minishop_delivery (event_id, handler, state, attempts, done_at, error)
SELECT id, 'bench.handler', 'done', 1, now(), '' FROM minishop_event;
"""


@contextmanager
def own_database() -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
        sys.stdout.write(f"(database {name} dropped)\n")


def fill(entries: int) -> None:
    postings = entries // 2
    script = FILL.format(accounts=ACCOUNTS, postings=postings, moves=postings // 10)
    with connection.cursor() as cursor:
        for statement in script.split(";\n"):
            if statement.strip():
                cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with own_database():
        started = time.perf_counter()
        fill(entries)
        sys.stdout.write(f"{entries:,} entries in {time.perf_counter() - started:.0f} s\n")
        call_command("audit")


if __name__ == "__main__":
    main()
