"""What the terminal shows while a shop starts and runs."""

import io
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

TTY = sys.stdout.isatty()
COLOURS = {"shop": "35", "web": "36", "worker": "33", "beat": "34", "postgres": "32", "valkey": "32"}
_lock = threading.Lock()


def colour(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m" if TTY else text


def line(who: str, text: str) -> None:
    """One line under the name of whoever says it, never mixed with another's."""
    name = colour(f"{who:>8} │", COLOURS.get(who, "37"))
    with _lock:
        print(f"{name} {text}", flush=True)  # noqa: T201


class Lines(io.TextIOBase):
    """What a command writes here is said line by line."""

    def __init__(self, who: str) -> None:
        self.who = who

    def write(self, text: str) -> int:
        for part in text.splitlines():
            if part.strip():
                line(self.who, part)
        return len(text)


@contextmanager
def step(doing: str, every: float = 5.0) -> Iterator[None]:
    """The step is announced, says every few seconds that it goes on, and how long it took."""
    started = time.monotonic()
    done = threading.Event()
    line("shop", f"{doing} …")

    def reassure() -> None:
        while not done.wait(every):
            line("shop", f"{doing} … {time.monotonic() - started:.0f} s")

    threading.Thread(target=reassure, daemon=True).start()
    try:
        yield
    finally:
        done.set()
    took = time.monotonic() - started
    if took >= 1:
        line("shop", f"{doing}: {took:.1f} s")
