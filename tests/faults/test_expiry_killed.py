"""The expiry killed in the middle of a batch leaves whole batches behind; the next one finishes it."""

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from members.lots.models import LotEntry, PointsLot
from members.points import services as points
from minishop import audit
from minishop.ledger.models import Posting
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, LOTS = 6, 2

#: It stops in the middle of its third batch, after the step and before the commit.
SCRIPT = """
import sys, time
import django
django.setup()
from django.conf import settings
from django.db import connection
settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
from members.lots import expiry
from members.points import services
real, done = expiry.empty, []
def slow(accounts):
    done.append(real(accounts))
    if len(done) == 3:
        print("in the middle", flush=True)
        time.sleep(60)
    return done[-1]
expiry.empty = slow
services.expire_due(2)
"""


def test_a_killed_expiry_is_finished_by_the_next():
    people = [factories.member() for _ in range(PEOPLE)]
    for person in people:
        for n in range(LOTS):
            points.earn(user=person, points=10, kind="order", source=f"order:{person.pk}:{n}")
    PointsLot.objects.update(expires_at=Now() - timedelta(minutes=1))

    command = [sys.executable, "-c", SCRIPT, connection.settings_dict["NAME"]]
    job = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    assert job.stdout
    assert job.stdout.readline().strip() == "in the middle"
    job.send_signal(signal.SIGKILL)
    job.wait()
    job.stdout.close()
    _until_let_go()

    gone = LotEntry.objects.filter(kind="expired").count()
    assert gone == 2 * LOTS == PointsLot.objects.filter(remaining=0).count()
    assert Posting.objects.filter(kind="points.expired").count() == gone / LOTS
    assert points.expire_due() == PEOPLE * LOTS - gone
    assert {points.figures(person).free for person in people} == {0}
    assert Posting.objects.filter(kind="points.expired").count() == PEOPLE
    assert [row.row.code for row in audit.run("L1", "L2", "L3", "L4", "L6") if row.findings] == []


def _until_let_go() -> None:
    """The database has noticed that the job is gone, and undone what it had not committed."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM members_pointsaccount ORDER BY id FOR NO KEY UPDATE SKIP LOCKED")
            if len(cursor.fetchall()) == PEOPLE:
                return
        time.sleep(0.05)
    raise AssertionError("the job's locks are still held")
