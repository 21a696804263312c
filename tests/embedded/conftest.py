import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from minishop import embedded
from minishop.embedded import Places, leases, postgres, valkey

#: Borrows the services, says its ports, and leaves when told (or when its end of the pipe is closed).
VISITOR = """
import sys
from pathlib import Path
from minishop import embedded
ports = embedded.borrow(Path(sys.argv[1]))
print(ports.postgres, ports.valkey, flush=True)
sys.stdin.readline()
"""


class Visitor:
    """Another process that uses the services of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", VISITOR, str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def arrive(self) -> tuple[int, int]:
        assert self.process.stdout
        first, second = self.process.stdout.readline().split()
        return int(first), int(second)

    def leave(self) -> None:
        assert self.process.stdin
        if self.process.poll() is None:
            self.process.stdin.close()
        assert self.process.wait(120) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(60)


@pytest.fixture(scope="session")
def new_shop() -> Iterator[Path]:
    """A data folder whose cluster was just made; to be copied, as making one takes seconds."""
    with data_folder() as folder:
        embedded.borrow(folder / "data")
        embedded.give_back(folder / "data")
        (folder / "data" / "embedded" / "ports.json").unlink()
        yield folder / "data"


@pytest.fixture
def places(new_shop: Path) -> Iterator[Places]:
    """A data folder of its own, thrown away with its services afterwards."""
    with data_folder() as folder:
        subprocess.run(["cp", "-a", str(new_shop), str(folder / "data")], check=True)
        yield Places(folder / "data")
        assert leases.stop_unused(folder / "data")


@contextmanager
def data_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="shop-"))
    folder.chmod(0o755)
    yield folder
    elsewhere = Places(folder / "data").postgres
    shutil.rmtree(folder)
    if not elsewhere.is_relative_to(folder):
        shutil.rmtree(elsewhere.parent)


@pytest.fixture
def visitor(places: Places) -> Iterator[Callable[[], Visitor]]:
    visitors: list[Visitor] = []

    def come() -> Visitor:
        visitors.append(Visitor(places.data_dir))
        return visitors[-1]

    yield come
    for one in visitors:
        one.kill()


def connect(port: int) -> psycopg.Connection:
    return psycopg.connect(host="127.0.0.1", port=port, user="shop", dbname="minishop", autocommit=True)


def postgres_pid(places: Places) -> int:
    return int((places.cluster / "postmaster.pid").read_text().splitlines()[0])


def valkey_pid(places: Places) -> int:
    return int((places.valkey / "pid").read_text())


def running(places: Places) -> list[str]:
    """Which of the folder's services have a living process."""
    return [name for name, it in (("postgres", postgres), ("valkey", valkey)) if it.alive(places)]


def kill(pid: int) -> None:
    """The process is gone when this returns, whether or not anyone buried it."""
    os.kill(pid, 9)
    while postgres.command_of(pid):
        pass
