import json

import pytest
from django.core.management import call_command
from django.db import connection

from minishop import audit, ledger
from tests.corruption import corrupt

pytestmark = pytest.mark.django_db


def test_a_shop_in_order_has_no_findings(capsys):
    call_command("audit")
    assert " 0 broken" in capsys.readouterr().out


def test_a_finding_is_told_and_ends_in_failure(capsys):
    credit = ledger.account(kind="credit", owner="member:1", unit="CNY")
    corrupt("UPDATE minishop_account SET balance = 7 WHERE id = %s", credit.pk)
    with pytest.raises(SystemExit) as end:
        call_command("audit", "L2")
    assert end.value.code == 1
    told = capsys.readouterr().out
    assert "BROKEN" in told
    assert "told=7" in told


def test_machines_read_json(capsys):
    call_command("audit", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["clean"] is True
    assert {row["code"] for row in told["rows"]} == {code for code, _ in audit.rows}


def test_an_unknown_row_is_refused():
    with pytest.raises(SystemExit, match="no such row: X9"):
        call_command("audit", "X9")


@pytest.mark.django_db(transaction=True)
def test_all_rows_read_one_snapshot_and_cannot_write(monkeypatch):
    told = []

    def look() -> list:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('transaction_isolation'), pg_current_snapshot()::text")
            told.append((*cursor.fetchone(), connection.in_atomic_block))
            cursor.execute("SHOW transaction_read_only")
            told.append(cursor.fetchone()[0])
        return []

    monkeypatch.setattr(audit.rows, "_things", {n: audit.Row(n, n, look) for n in "ab"})
    audit.run()
    first, read_only, second, _ = told
    assert first == second
    assert (first[0], first[2], read_only) == ("repeatable read", True, "on")
