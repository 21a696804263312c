"""manage.py alone, beside a running shop, and after it."""

import os
import subprocess
import sys
from pathlib import Path

from minishop.embedded import Places

from .conftest import connect, running

ROOT = Path(__file__).resolve().parents[2]


def manage(places: Places, *arguments: str) -> subprocess.CompletedProcess:
    outside = ("DJANGO_SETTINGS_MODULE", "EMBEDDED_DURABLE")
    environment = {name: value for name, value in os.environ.items() if name not in outside}
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=environment | {"DATA_DIR": str(places.data_dir), "STATIC_ROOT": str(places.data_dir / "static")},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_a_command_alone_starts_and_stops_what_it_needs(places):
    done = manage(places, "showmigrations", "sessions")

    assert done.returncode == 0, done.stderr
    assert running(places) == []


def test_a_command_beside_a_running_shop_leaves_its_services_running(places, visitor):
    ports = visitor().arrive()

    assert manage(places, "showmigrations", "sessions").returncode == 0

    assert running(places) == ["postgres", "valkey"]
    with connect(ports[0]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_reset_refuses_while_the_shop_runs_and_clears_it_afterwards(places, visitor):
    guest = visitor()
    guest.arrive()
    refused = manage(places, "reset")
    assert refused.returncode == 1
    assert "Close it first" in refused.stderr
    assert places.cluster.exists()

    guest.leave()
    assert manage(places, "reset").returncode == 0
    assert not places.cluster.exists()
    assert not places.valkey.exists()
