"""Borrows the embedded services this environment asks for; before settings are read, as they hold ports."""

from pathlib import Path

from minishop import embedded, env
from minishop.embedded import ServiceFailed

__all__ = ["ServiceFailed", "borrow", "data_dir"]

BASE_DIR = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    return env.path("DATA_DIR", BASE_DIR / ".data")


def borrow() -> None:
    """What no address in the environment replaces is up for as long as this process lives."""
    env.load()
    services = embedded.wanted()
    if services:
        embedded.borrow(data_dir(), services, durable=env.flag("EMBEDDED_DURABLE", True))
