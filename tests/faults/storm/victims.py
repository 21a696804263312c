"""The processes of one shop, told from any other's by its data folder in their environment."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from minishop.embedded import Places

PROGRAMS = ("web", "worker", "beat", "valkey", "postgres")
COMMANDS = {"worker": ("celery", " worker "), "beat": ("celery", " beat ")}


def of(victim: str) -> list[int]:
    """The processes that die with this victim; `web` and `child` are whoever asks."""
    data_dir = Path(os.environ["DATA_DIR"])
    if victim in ("web", "child"):
        return [os.getpid()]
    if victim == "postgres":
        return _family(_first_line(Places(data_dir).cluster / "postmaster.pid"))
    if victim == "valkey":
        return [_first_line(Places(data_dir).valkey / "pid")]
    return [pid for pid in _ours(data_dir) if all(word in _command(pid) for word in COMMANDS[victim])]


def kill(pids: list[int]) -> None:
    """They are dead; whoever asks comes last."""
    for pid in sorted(pids, key=lambda pid: pid == os.getpid()):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _first_line(file: Path) -> int:
    return int(file.read_text().split()[0])


def _family(pid: int) -> list[int]:
    """The process and its children."""
    children = [other for other in _all() if _parent(other) == pid]
    return [pid, *children]


def _all() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _ours(data_dir: Path) -> list[int]:
    wanted = f"DATA_DIR={data_dir}".encode()
    return [pid for pid in _all() if wanted in _read(pid, "environ").split(b"\0")]


def _command(pid: int) -> str:
    return _read(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace")


def _parent(pid: int) -> int:
    stat = _read(pid, "stat").rpartition(b")")[2].split()
    return int(stat[1]) if len(stat) > 1 else 0


def _read(pid: int, name: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""
