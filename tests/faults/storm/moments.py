"""Moments at which a program of the shop looks whether a kill was ordered, and carries it out."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import time

from tests.faults.storm import victims

FOLDER = "STORM_ORDERS"
MOMENTS = ("before commit", "after commit", "after publish")


@dataclass(frozen=True, slots=True)
class Order:
    """Kill this victim when this program is at this moment."""

    program: str
    moment: str
    victim: str

    @property
    def file(self) -> str:
        return f"{self.program}.{self.moment}.{self.victim}.json"


def program() -> str:
    """Which program of the shop this process belongs to."""
    words = " ".join(sys.argv)
    if "celery" in words:
        return "worker" if "worker" in words else "beat"
    return "web" if "gunicorn" in words else "other"


def at(moment: str) -> None:
    """If a kill is ordered for this moment of this program, the victim is dead, and a line tells it."""
    for ordered in _waiting(moment):
        carried_out = ordered.with_suffix(".done")
        with suppress(FileNotFoundError):
            taken = ordered.rename(ordered.with_suffix(f".{os.getpid()}"))
            order = json.loads(taken.read_text())
            killed = victims.of(order["victim"])
            taken.write_text(json.dumps(order | {"killed": killed, "by": os.getpid(), "at": time()}))
            taken.rename(carried_out)
            victims.kill(killed)
            return


def _waiting(moment: str) -> Iterator[Path]:
    folder = os.environ.get(FOLDER)
    if folder:
        yield from Path(folder).glob(f"{program()}.{moment}.*.json")


class Orders:
    """The driver's side: gives orders, and reads which were carried out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def give(self, order: Order) -> Path:
        """The order waits for its moment; answers the file that will tell it was carried out."""
        draft = self.folder / "draft"
        draft.write_text(json.dumps(asdict(order)))
        return draft.rename(self.folder / order.file).with_suffix(".done")

    def withdraw(self, order: Order) -> None:
        (self.folder / order.file).unlink(missing_ok=True)
