"""Where the embedded services live and which ports are theirs."""

import hashlib
import json
import os
import pwd
import socket
import subprocess
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from minishop import env

FALLBACK = Path("/var/lib/minishop")
SERVICES = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}


class ServiceFailed(RuntimeError):
    """A service did not come up; the message ends with what its log says."""


def wanted() -> tuple[str, ...]:
    """The services no address in the environment replaces."""
    return tuple(name for name, variable in SERVICES.items() if not env.text(variable))


def account() -> dict:
    """Popen arguments that run a program as someone Postgres accepts: as nobody where we are root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def reachable(path: Path) -> bool:
    """Whether the account Postgres runs as can enter the folder."""
    command = ["/bin/sh", "-c", 'cd "$0" 2>/dev/null', str(path)]
    test = subprocess.run(command, cwd="/", check=False, **account())
    return test.returncode == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class Ports:
    postgres: int
    valkey: int


@dataclass(frozen=True)
class Places:
    """The folders of one data folder's services."""

    data_dir: Path

    @property
    def control(self) -> Path:
        return self.data_dir / "embedded"

    @cached_property
    def postgres(self) -> Path:
        """Beside the rest, or where Postgres' account can reach when a parent shuts it out."""
        nearest = next(folder for folder in (self.control, *self.control.parents) if folder.is_dir())
        if reachable(nearest):
            return self.data_dir / "postgres"
        return FALLBACK / hashlib.sha256(str(self.data_dir).encode()).hexdigest()[:16] / "postgres"

    @property
    def cluster(self) -> Path:
        return self.postgres / "cluster"

    @property
    def valkey(self) -> Path:
        return self.data_dir / "valkey"

    def ports(self) -> Ports:
        """The remembered ports; chosen and remembered the first time."""
        try:
            return Ports(**json.loads((self.control / "ports.json").read_text()))
        except (OSError, ValueError, TypeError):
            return self.remember(Ports(free_port(), free_port()))

    def remember(self, ports: Ports) -> Ports:
        self.control.mkdir(parents=True, exist_ok=True)
        draft = self.control / f"ports.{os.getpid()}"
        draft.write_text(json.dumps(asdict(ports)))
        draft.replace(self.control / "ports.json")
        return ports
