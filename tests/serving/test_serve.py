"""`manage.py serve`: opens, mends what dies, closes cleanly and keeps its data."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minishop.embedded import Places, postgres
from tests.embedded.conftest import data_folder, kill, postgres_pid, running, valkey_pid

pytestmark = pytest.mark.served
ROOT = Path(__file__).resolve().parents[2]


class Shop:
    """A served shop in another process, whose words are kept."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.places = Places(folder / "data")
        outside = {"DJANGO_SETTINGS_MODULE", "EMBEDDED_DURABLE", "PORT"}
        kept = {name: value for name, value in os.environ.items() if name not in outside}
        shared = {"DATA_DIR": str(self.places.data_dir), "DEBUG": "1", "DEMO": "0"}
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "serve"],
            env=kept | shared | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line

    def until(self, holds: Callable[[], object], seconds: float = 240) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, self.said
            time.sleep(0.1)

    def open(self) -> str:
        self.until(lambda: "The admin" in self.said)
        found = re.search(r"http://localhost:\d+", self.said)
        assert found
        return found[0]

    def child(self, words: str) -> int:
        """The process with these words in its command, started by this shop."""
        for entry in Path("/proc").glob("[0-9]*"):
            command = postgres.command_of(int(entry.name))
            if words in command and self._is_ours(entry):
                return int(entry.name)
        return 0

    def _is_ours(self, entry: Path) -> bool:
        try:
            return f"PPid:\t{self.process.pid}\n" in (entry / "status").read_text()
        except OSError:
            return False

    def close(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(120)


@pytest.fixture
def folder() -> Iterator[Path]:
    with data_folder() as made:
        yield made


@pytest.fixture
def serve(folder) -> Iterator[Callable[..., Shop]]:
    shops: list[Shop] = []

    def start(**variables: str) -> Shop:
        shops.append(Shop(folder, **variables))
        return shops[-1]

    yield start
    for shop in shops:
        shop.close()


def healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=20) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_it_opens_mends_whatever_is_killed_and_closes_leaving_nothing_behind(serve):
    shop = serve()
    address = shop.open()
    assert healthy(address)
    assert running(shop.places) == ["postgres", "valkey"]

    for words in ("gunicorn", " worker ", " beat "):
        before = shop.child(words)
        kill(before)
        shop.until(lambda words=words, before=before: shop.child(words) not in (0, before))
    kill(postgres_pid(shop.places))
    kill(valkey_pid(shop.places))
    shop.until(lambda: running(shop.places) == ["postgres", "valkey"])
    shop.until(lambda: healthy(address))

    assert shop.close() == 0
    assert "Closed." in shop.said
    assert running(shop.places) == []
    assert not shop.child("celery")
    assert not healthy(address)


def test_a_taken_port_is_said_plainly_and_starts_nothing(serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        shop = serve(PORT=str(taken.getsockname()[1]))

        assert shop.process.wait(120) == 1

    shop.until(lambda: "is taken" in shop.said)
    assert not shop.places.cluster.exists()


def test_ctrl_c_while_it_prepares_stops_it_quietly(serve):
    shop = serve()
    shop.until(lambda: "Starting" in shop.said)

    shop.process.send_signal(signal.SIGINT)

    assert shop.process.wait(120) == 0
    assert "Traceback" not in shop.said
    assert running(shop.places) == []
