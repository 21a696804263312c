"""Who is using the embedded services: the first starts them, the last to leave stops them.

Two locked files carry it. `lock` is held alone while anything is started or stopped; `leases` is shared
by every user, so that whoever can have it alone knows to be the last.
"""

import atexit
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from minishop.embedded import postgres, valkey
from minishop.embedded.places import SERVICES, Places, Ports, free_port, is_free


@dataclass
class Lease:
    places: Places
    file: IO
    owner: int


_held: dict[Path, Lease] = {}


def borrow(data_dir: Path, services: tuple[str, ...] = tuple(SERVICES), *, durable: bool = True) -> Ports:
    """The services are up and stay up for as long as this process lives; calling again mends dead ones."""
    places = Places(Path(data_dir).resolve())
    places.control.mkdir(parents=True, exist_ok=True)
    with _alone(places):
        if places.data_dir not in _held:
            _hold(places)
        return _start(places, services, durable)


def give_back(data_dir: Path, patience: float = 0) -> None:
    """This process uses the services no longer; if it was the last, they are stopped."""
    lease = _held.pop(Path(data_dir).resolve(), None)
    if lease is None or lease.owner != os.getpid():
        return
    with _alone(lease.places):
        if _is_last(lease, patience):
            _stop(lease.places)
        lease.file.close()


def stop_unused(data_dir: Path) -> bool:
    """The services left running by killed processes are stopped; False while someone uses them."""
    places = Places(Path(data_dir).resolve())
    places.control.mkdir(parents=True, exist_ok=True)
    with _alone(places), (places.control / "leases").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        _stop(places)
        return True


def _stop(places: Places) -> None:
    valkey.stop(places, places.ports().valkey)
    if (places.cluster / "postmaster.pid").exists():
        postgres.stop(places)


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    with (places.control / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _start(places: Places, services: tuple[str, ...], durable: bool) -> Ports:
    ports = places.ports()
    for name in services:
        server = postgres if name == "postgres" else valkey
        port = getattr(ports, name)
        if server.answers(places, port):
            continue
        if not is_free(port) and not _is_ours(places, name):
            port = free_port()
            ports = places.remember(replace(ports, **{name: port}))
        server.start(places, port, durable=durable)
    return ports


def _is_ours(places: Places, name: str) -> bool:
    """Whether our own server lives, though it does not answer (yet): its port is not a stranger's."""
    return valkey.alive(places) if name == "valkey" else postgres.alive(places)


def _hold(places: Places) -> None:
    file = (places.control / "leases").open("w")
    fcntl.flock(file, fcntl.LOCK_SH)
    _held[places.data_dir] = Lease(places, file, os.getpid())


def _is_last(lease: Lease, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lease.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)


def _renew_after_fork() -> None:
    """A forked child holds a lease of its own: its parent's lock is one and the same open file."""
    for lease in list(_held.values()):
        lease.file.close()
        _hold(lease.places)


@atexit.register
def _leave() -> None:
    for data_dir in list(_held):
        give_back(data_dir)


os.register_at_fork(after_in_child=_renew_after_fork)
