"""A shop of its own: folder, ports, programs under the real supervisor."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import psycopg

from minishop.embedded import Places
from minishop.embedded.places import free_port
from tests.faults.storm import moments
from tests.house import ROOT

SETTINGS = "tests.faults.storm.settings"
INHERITED = ("DATABASE_URL", "REDIS_URL", "TEST_DATA_DIR", "EMBEDDED_DURABLE", "PUBLIC_URL")


class Shop:
    """The served shop; `open` and `close` it."""

    #: What `fill` put on the shelves, and where.
    goods: dict

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.orders = moments.Orders(folder / "orders")
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.log: list[str] = []
        ours = {
            "DATA_DIR": str(self.data_dir),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PORT": str(self.port),
            "HOLD_MINUTES": "30",
            "LOG_LEVEL": "WARNING",
            moments.FOLDER: str(self.orders.folder),
        }
        self.environment = {k: v for k, v in os.environ.items() if k not in INHERITED} | ours

    def fill(self) -> dict:
        """Tables and pieces are there; the demo brand is not wanted."""
        self.data_dir.mkdir(parents=True)
        (self.data_dir / "demo").write_text("loaded")
        return json.loads(self.command("-m", "tests.faults.storm.fill").stdout.splitlines()[-1])

    def command(self, *words: str, check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
        )

    def open(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.wait_until_well(90)

    def _listen(self) -> None:
        assert self.process.stdout
        self.log.extend(line.rstrip() for line in self.process.stdout)

    def is_well(self) -> bool:
        try:
            return httpx.get(f"{self.address}/healthz", timeout=3).status_code == 200
        except httpx.TransportError:
            return False

    def wait_until_well(self, patience: float) -> None:
        self.wait_until(self.is_well, patience)

    def wait_until(self, holds: Callable[[], bool], patience: float) -> None:
        deadline = time.monotonic() + patience
        while not holds():
            assert self.process.poll() is None, "\n".join(self.log[-40:])
            assert time.monotonic() < deadline, "\n".join(self.log[-40:])
            time.sleep(0.1)

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def rows(self, sql: str) -> list[tuple]:
        with psycopg.connect(self._database) as connection:
            return connection.execute(sql).fetchall()

    @property
    def _database(self) -> str:
        return f"host=127.0.0.1 port={Places(self.data_dir).ports().postgres} user=shop dbname=minishop"
