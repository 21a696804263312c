"""A child process that is started again when it dies, a little later each time it dies young."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from minishop.serving import say

LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
GROWN_UP = 30.0  # seconds alive after which a death counts as the first again
LONGEST_WAIT = 15.0


@dataclass
class Child:
    """One program of the shop under its name."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    inherits: tuple[int, ...] = ()
    process: subprocess.Popen | None = None
    deaths: int = 0
    started_at: float = 0.0
    next_start: float = 0.0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            pass_fds=self.inherits,
            preexec_fn=_end_with_parent if LIBC else None,  # noqa: PLW1509
        )
        threading.Thread(target=self._retell, args=[self.process], daemon=True).start()

    def mend(self) -> None:
        """A dead child is started again once its waiting time is over."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            self._bury(now)
        if self.process is None and now >= self.next_start:
            self.start()

    def _bury(self, now: float) -> None:
        assert self.process
        self.deaths = 1 if now - self.started_at > GROWN_UP else self.deaths + 1
        wait = min(LONGEST_WAIT, 0.2 * 2 ** (self.deaths - 1))
        how = self.process.returncode
        say.line("shop", f"{self.name} ended ({_named(how)}); starting it again in {wait:.1f} s")
        self.process, self.next_start = None, now + wait

    def end(self, sign: signal.Signals) -> None:
        """The signal is sent: to the program alone, or to all it has started when there is no mercy left."""
        if self.process is None or self.process.poll() is not None:
            return
        with suppress(ProcessLookupError):
            if sign == signal.SIGKILL:
                os.killpg(self.process.pid, sign)
            else:
                self.process.send_signal(sign)

    def _retell(self, process: subprocess.Popen) -> None:
        assert process.stdout
        for text in process.stdout:
            if text.strip():
                say.line(self.name, text.rstrip())


def end_all(children: list[Child], patience: float = 25.0) -> None:
    """All children have ended: asked first, made to after the patience is spent."""
    for child in children:
        child.end(signal.SIGTERM)
    deadline = time.monotonic() + patience
    while any(child.process and child.process.poll() is None for child in children):
        if time.monotonic() > deadline:
            for child in children:
                child.end(signal.SIGKILL)
            deadline += patience
        time.sleep(0.05)


def _end_with_parent() -> None:
    """Linux sends this child SIGTERM should the supervisor itself be killed."""
    assert LIBC
    LIBC.prctl(1, signal.SIGTERM)


def _named(returncode: int) -> str:
    return signal.Signals(-returncode).name if returncode < 0 else f"exit {returncode}"
