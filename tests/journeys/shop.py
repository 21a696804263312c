"""The demo shop as `make run` serves it, in processes of its own, shared by all workers of a test run.

`JOURNEY_SHOP=http://localhost:8000` uses a demo shop that is already open, `JOURNEY_DATA` being its
data folder (unset: the clone's own).
"""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300


def open_shop() -> str:
    """The address of the run's shop, opened by whoever comes first."""
    if given := os.environ.get("JOURNEY_SHOP"):
        return given.rstrip("/")
    with _book() as (folder, book):
        if not book:
            book.update(_start(folder))
        book["guests"] = book.get("guests", 0) + 1
        return str(book["address"])


def leave_shop() -> None:
    """Whoever leaves last closes it."""
    if os.environ.get("JOURNEY_SHOP"):
        return
    with _book() as (folder, book):
        book["guests"] -= 1
        if not book["guests"]:
            _stop(book["pid"])
            shutil.rmtree(folder, ignore_errors=True)
            book.clear()


def data_dir() -> Path:
    """Where the open shop keeps its data, for commands beside it."""
    if os.environ.get("JOURNEY_SHOP"):
        return Path(os.environ.get("JOURNEY_DATA", ROOT / ".data"))
    return _folder() / "data"


def _folder() -> Path:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return Path(tempfile.gettempdir()) / f"minishop-journeys-{run}"


@contextmanager
def _book() -> Iterator[tuple[Path, dict[str, Any]]]:
    """What the workers of this run know of the shop, one of them at a time."""
    folder = _folder()
    folder.mkdir(mode=0o755, exist_ok=True)
    with (folder / "book.json").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        book: dict[str, Any] = json.loads(file.read() or "{}")
        yield folder, book
        file.seek(0)
        file.truncate()
        file.write(json.dumps(book))


@contextmanager
def empty_shop(folder: Path, email: str, password: str) -> Iterator[str]:
    """A shop with nothing in it but one person who may do everything; its address."""
    book = _start(folder, demo="0")
    try:
        told = {"DJANGO_SUPERUSER_PASSWORD": password}
        command = [sys.executable, str(ROOT / "manage.py"), "createsuperuser", "--noinput", "--email", email]
        subprocess.run(command, env=_environment(folder, "0") | told, check=True, capture_output=True)
        yield str(book["address"])
    finally:
        _stop(book["pid"])


def _environment(folder: Path, demo: str) -> dict[str, str]:
    outside = {"DJANGO_SETTINGS_MODULE", "PORT", "DATABASE_URL", "REDIS_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in outside}
    ours = {"DATA_DIR": str(folder / "data"), "DEMO": demo, "DEBUG": "0", "EMBEDDED_DURABLE": "0"}
    ours |= {"STAFF_SECOND_FACTOR": "0"}  # as the tutorial has it; its own tests ask for one
    return kept | ours


def _start(folder: Path, demo: str = "1") -> dict[str, Any]:
    said = folder / "shop.log"
    serve, environment = [sys.executable, str(ROOT / "manage.py"), "serve"], _environment(folder, demo)
    with said.open("w") as log:
        process = subprocess.Popen(serve, env=environment, stdout=log, stderr=log)
    deadline = time.monotonic() + PATIENCE
    while "The admin" not in said.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise RuntimeError(f"the shop did not open:\n{said.read_text()[-3000:]}")
        time.sleep(0.3)
    found = re.search(r"http://localhost:\d+", said.read_text())
    assert found
    return {"address": found[0], "pid": process.pid}


def _stop(pid: int) -> None:
    """The supervisor closes everything it opened; it may be another worker's child."""
    try:
        os.kill(pid, signal.SIGTERM)
        for _ in range(300):
            if os.waitpid(pid, os.WNOHANG) != (0, 0):
                return
            time.sleep(0.1)
    except ChildProcessError:
        _until_gone(pid)
    except ProcessLookupError:
        return


def _until_gone(pid: int) -> None:
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
