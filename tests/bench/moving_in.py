"""How long a house takes to move in with its members: `python -m tests.bench.moving_in [MEMBERS]`.

In a database of its own so many members (10,000 if not said) are compared and brought by table, then their
opening points, then all are given points at once; then the whole audit is run, and must find nothing.
"""

import csv
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from members.accounts.models import User  # noqa: E402
from members.bulkgrants import choosing  # noqa: E402
from members.bulkgrants import services as bulkgrants  # noqa: E402
from members.lots.models import PointsLot  # noqa: E402
from minishop import audit  # noqa: E402
from minishop.imports import tables  # noqa: E402
from minishop.imports.kinds import Request, kinds  # noqa: E402
from tests.bench.audit import own_database  # noqa: E402

MEMBERS = 10_000


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS
    with own_database(), tempfile.TemporaryDirectory() as folder:
        members, balances = Path(folder) / "members.csv", Path(folder) / "balances.csv"
        people = ([phone(n), f"Member {n}", "1990-05-04"] for n in range(wanted))
        write(members, ["Phone", "Name", "Birthday"], people)
        write(balances, ["Phone", "Points"], ([phone(n), "1240"] for n in range(wanted)))
        for path, kind in ((members, "members"), (balances, "balances")):
            for work in ("plan", "apply"):
                with timed(f"{wanted:,} rows of {kind}: {work}"):
                    go_through(path, kinds[kind], work)
        boss = User.objects.create_superuser(email="boss@example.com", password="moonrise")
        with timed(f"points given to {wanted:,}"):
            give(boss)
        told = Path("/proc/self/status").read_text()
        print(f"{int(told.split('VmHWM:')[1].split()[0]) // 1024} MiB at its peak")
        broken = [found.row.code for found in audit.run() if found.findings]
        lots = PointsLot.objects.count()
        print(f"{lots:,} lots, findings of the audit: {broken or 'none'}")
        sys.exit(bool(broken) or lots != 2 * wanted)


def phone(number: int) -> str:
    return f"+86138{number:08d}"


def write(path: Path, headers: list[str], rows: Iterator[list[str]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)


def go_through(path: Path, kind: Any, work: str) -> None:
    do: Callable[[Any, Request], Any] = getattr(kind, work)
    for unit in kind.units(tables.read(path)):
        outcome = do(unit, Request(reference="import:1"))
        assert not outcome.reported, outcome.findings


def give(boss: User) -> None:
    ids = User.objects.filter(is_staff=False).order_by("pk").values_list("pk", flat=True)
    grant = bulkgrants.gather(chosen=choosing.these(ids), actor=boss)
    bulkgrants.say(grant=grant, kind="points", what=50)
    bulkgrants.start(grant=grant, actor=boss)
    while grant.state == grant.State.RUNNING:
        bulkgrants.go_on(grant.pk)
        grant.refresh_from_db()


@contextmanager
def timed(what: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
