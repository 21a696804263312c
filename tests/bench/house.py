"""The shop under the bench, as `make run` has it; its data lie in `.data/bench` and are kept."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def prepare() -> None:
    """Tables, static files and the demo brand are there; this process can ask the database."""
    for name in ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "CACHE_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "DATA_DIR": os.environ.get("BENCH_DATA_DIR", str(ROOT / ".data" / "bench")),
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "LOG_LEVEL": "ERROR",
    }
    from minishop import lending

    lending.borrow()
    import django

    django.setup()
    from minishop.serving import prepare

    prepare.everything()


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """The address of the shop and the id of its first process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    web = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "python:minishop.serving.gunicorn", "minishop.wsgi"],
        env=os.environ | {"PORT": str(port)},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _until_open(address, web)
        yield address, web.pid
    finally:
        web.terminate()
        web.wait(timeout=30)


def _until_open(address: str, web: subprocess.Popen) -> None:
    for _ in range(300):
        if web.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the shop did not open")


def cpu_seconds(pid: int) -> float | None:
    """What the process and its children have used so far; unknown where there is no /proc."""
    if not Path("/proc").exists():
        return None
    family = [pid, *_children(pid)]
    return sum(map(_used, family)) / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    own = [int(child) for child in listed.read_text().split()] if listed.exists() else []
    return own + [grandchild for child in own for grandchild in _children(child)]


def _used(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
