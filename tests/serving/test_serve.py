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
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from minishop.demo.people import PASSWORD
from minishop.embedded import Places, postgres
from minishop.management.commands.serve import Command
from tests.embedded.conftest import connect, data_folder, kill, postgres_pid, running, valkey_pid

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


def left(places: Places) -> list[str]:
    """The commands of every living process that was given this data folder."""
    mark, found = f"DATA_DIR={places.data_dir}".encode(), []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(postgres.command_of(int(entry.name)))
    return found


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


def test_ctrl_c_on_an_open_shop_ends_everything_and_the_next_start_goes_on_from_there(serve):
    shop = serve()
    address = shop.open()
    assert "migrations" in shop.said
    assert len(left(shop.places)) >= 4
    with connect(shop.places.ports().postgres) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS pieces")

    shop.process.send_signal(signal.SIGINT)

    assert shop.process.wait(120) == 0
    shop.until(lambda: "Closed." in shop.said)
    assert "Traceback" not in shop.said
    assert left(shop.places) == running(shop.places) == []
    assert not healthy(address)

    again = serve()
    assert healthy(again.open())
    assert "migrations" not in again.said
    with connect(again.places.ports().postgres) as connection:
        assert connection.execute("SELECT pieces FROM kept").fetchone() == (7,)


@pytest.fixture
def alone(monkeypatch) -> Command:
    """The command as someone runs it who asked for nothing."""
    for name in ("PORT", "HOST", "PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    return Command()


def test_where_8000_is_taken_and_no_port_is_asked_for_another_is_found_and_printed(alone, capsys):
    with ExitStack() as opened:
        with suppress(OSError):  # taken by a stranger already, which serves as well
            opened.enter_context(socket.create_server(("127.0.0.1", 8000)))

        door = opened.enter_context(alone._door())
        port = door.getsockname()[1]
        alone._welcome(port)

        assert port > 8000
        socket.create_connection(("127.0.0.1", port), timeout=20).close()
    assert f"http://localhost:{port}/" in capsys.readouterr().out


def test_the_demo_is_welcomed_with_its_addresses_and_its_staffs_logins(alone, settings, capsys):
    settings.DEMO = True

    alone._welcome(8123)

    said = capsys.readouterr().out
    assert re.search(r"The shop +http://localhost:8123/\s", said)
    assert re.search(r"The admin +http://localhost:8123/admin/\s", said)
    for login in ("admin@lune.example", "wukang@lune.example"):
        assert re.search(rf"{login} +password: {PASSWORD}\s", said)


def test_a_shop_that_is_no_demo_prints_no_password(alone, settings, capsys):
    settings.DEMO = False

    alone._welcome(8123)

    assert PASSWORD not in capsys.readouterr().out


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
