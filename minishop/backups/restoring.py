"""Makes a shop of a backup: all of it, or the shop stays as it was.

Everything that can be refused is refused before anything is touched. Files come first, as more of them
harm nothing; then the whole database in one transaction, which a kill undoes.
"""

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from minishop.backups import contents, programs
from minishop.backups.contents import DUMP, Manifest
from minishop.backups.programs import Failed

Say = Callable[[str], object]
ANEW = b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


class Refused(Exception):
    """The shop stays as it is; the message says why."""


def restore(file: Path, *, replace: bool = False, say: Say = lambda text: None) -> Manifest:
    """The database and the files are as the backup holds them; tables counted one by one.

    Raises:
        Refused: the shop is not empty or is running, or the backup is newer than this version.
        Damaged: the file is not as it was written.
        NoProgram: there is no pg_restore as new as the server.
        Failed: Postgres said no, and the database is as it was.
    """
    with tarfile.open(file, "r:") as tar:
        manifest = contents.read(tar)
        contents.check(tar, manifest)
        say(f"The backup of {manifest.made_at} is whole: {len(manifest.files)} files.")
        _ensure_fits(manifest)
        _ensure_free(replace)
        say(f"{_files(tar, manifest)} stored files are in their places.")
        _database(tar)
    _ensure_counts(manifest)
    say(
        f"{sum(manifest.tables.values())} rows of {len(manifest.tables)} tables are back, each table counted."
    )
    cache.clear()
    return manifest


def _ensure_fits(manifest: Manifest) -> None:
    if manifest.server > programs.server_version():
        raise Refused(f"It was made by Postgres {manifest.server}; this server is older.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise Refused(f"It was made by a newer version of the shop, which has {unknown[-1]}.")
    programs.program("pg_restore")
    programs.program("psql")


def _ensure_free(replace: bool) -> None:
    """Nothing is lost that nobody gave up, and nobody is at work."""
    if contents.tables() and not replace:
        raise Refused("This shop is not empty. --replace throws away what is in its database.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        others = cursor.fetchone()[0]
    if others:
        raise Refused(f"The shop is running ({others} connections). Close it first.")


def _files(tar: tarfile.TarFile, manifest: Manifest) -> int:
    """Each stored file is in its place, whole under its name; others are left alone."""
    places = dict(contents.folders()) | {"secrets": settings.DATA_DIR}
    count = 0
    for name in manifest.files:
        top, _, inner = name.partition("/")
        if not inner:
            continue
        if top not in places:
            raise Refused("The backup holds stored files, and this shop keeps its own in a bucket.")
        _place(tar, name, Path(places[top]) / inner)
        count += 1
    return count


def _place(tar: tarfile.TarFile, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    source = tar.extractfile(name)
    assert source
    mode = 0o600 if name.startswith("secrets/") else 0o644
    with source, os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, mode), "wb") as file:
        shutil.copyfileobj(source, file, contents.CHUNK)
    draft.replace(path)


def _database(tar: tarfile.TarFile) -> None:
    """The schema is the backup's, in one transaction."""
    psql = [programs.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction"]
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        dump, sql = Path(folder, DUMP), Path(folder, "database.sql")
        _place(tar, DUMP, dump)
        sql.write_bytes(ANEW)
        with sql.open("ab") as file:
            _run([*_unpack(dump), str(dump)], stdout=file)
        connection.close()  # nobody of ours is in the way of the schema
        stop = ["--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--file={sql}"]
        _run([*psql, *stop], stdout=subprocess.DEVNULL)


def _unpack(dump: Path) -> list[str]:
    """The command that says the dump in SQL, all but the schema itself, which is made before."""
    restore = programs.program("pg_restore")
    listed = subprocess.run(
        [restore, "--list", str(dump)], capture_output=True, text=True, check=False
    ).stdout
    chosen = dump.with_name("list")
    chosen.write_text("".join(f"{line}\n" for line in listed.splitlines() if " SCHEMA - public " not in line))
    return [restore, "--no-owner", "--no-privileges", "--no-comments", f"--use-list={chosen}", "--file=-"]


def _run(command: list[str], stdout: object) -> None:
    done = subprocess.run(
        command,
        env=programs.environment(),
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,  # type: ignore[call-overload]
    )
    if done.returncode:
        raise Failed(f"{Path(command[0]).name}: {done.stderr.decode(errors='replace')[-2000:]}")


def _ensure_counts(manifest: Manifest) -> None:
    now = contents.counts()
    wrong = [table for table, count in manifest.tables.items() if now.get(table) != count]
    if wrong:
        raise Failed(f"Rows are missing in {', '.join(wrong[:5])}.")
