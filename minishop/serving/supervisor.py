"""Keeps web, worker, beat, Postgres and Valkey running until told to stop."""

import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from minishop import embedded, lending
from minishop.embedded import postgres, valkey
from minishop.serving import say
from minishop.serving.processes import Child, end_all

PYTHON = [sys.executable, "-m"]
CELERY = [*PYTHON, "celery", "--quiet", "-A", "minishop.celery"]
WORKER = ["worker", "--concurrency", "4", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]


def shop(door: socket.socket, pool: str, schedule: Path) -> list[Child]:
    """The programs of a shop; the web takes its visitors from the listening socket `door`."""
    environment = {"PORT": str(door.getsockname()[1]), "PYTHONUNBUFFERED": "1"}
    web = [*PYTHON, "gunicorn", "--config", "python:minishop.serving.gunicorn"]
    programs = {
        "web": [*web, "--bind", f"fd://{door.fileno()}", "minishop.wsgi"],
        "worker": [*CELERY, *WORKER, "--pool", pool],
        "beat": [*CELERY, "beat", "--loglevel", "WARNING", "--schedule", str(schedule), "--pidfile="],
    }
    children = [Child(name, command, environment) for name, command in programs.items()]
    children[0].inherits = (door.fileno(),)
    return children


class Supervisor:
    """Runs the children and mends what dies; `stop` may be called from a signal handler."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def stop(self, *_: object) -> None:
        self.stopping.set()

    def run(self, when_ready: Callable[[], None], ready: Callable[[], bool]) -> None:
        """Returns after a signal, when everything has ended."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        nurse = threading.Thread(target=self._nurse_services)
        nurse.start()
        try:
            self._watch(when_ready, ready)
        finally:
            self.stopping.set()
            say.line("shop", "Closing …")
            end_all(self.children)
            nurse.join()

    def _watch(self, when_ready: Callable[[], None], ready: Callable[[], bool]) -> None:
        announced = False
        while not self.stopping.wait(0.2):
            for child in self.children:
                child.mend()
            if not announced and ready():
                announced = True
                when_ready()

    def _nurse_services(self) -> None:
        """Embedded services that were killed are started again, on the same ports."""
        while not self.stopping.wait(0.5):
            for name in dead_services():
                say.line("shop", f"{name} is gone; starting it again")
                try:
                    started = time.monotonic()
                    lending.borrow()
                    say.line(name, f"back after {time.monotonic() - started:.1f} s")
                except embedded.ServiceFailed as problem:
                    say.line(name, str(problem))
                    self.stopping.wait(5)


def dead_services() -> list[str]:
    """The embedded services whose process is gone."""
    places = embedded.Places(lending.data_dir())
    living = {"postgres": postgres.alive, "valkey": valkey.alive}
    return [name for name in embedded.wanted() if not living[name](places)]


def answers(port: int) -> bool:
    """Whether the web process serves and reaches its database."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
