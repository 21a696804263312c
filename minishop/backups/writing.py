"""Writes a backup while the shop goes on selling.

The database is dumped from one snapshot; the files are copied after it. A file is stored before the row
that names it is committed, and no name is written twice, so every file that the snapshot names is there
when its turn comes, unless someone removed it within these minutes, which the restore's audit would say.
The file appears under its name when it is whole; a run that is killed leaves a draft, which the next
run into that folder removes.
"""

import io
import os
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, transaction

from minishop.backups import contents, programs
from minishop.backups.contents import Manifest
from minishop.backups.programs import Failed

#: Sessions open doors; who restores a shop lets people sign in again.
WITHOUT_SECRETS = ("--exclude-table-data=public.django_session",)


def write(file: Path, *, with_secrets: bool = False) -> Manifest:
    """The backup lies there, whole, readable by nobody else.

    Raises:
        FileExistsError: something lies there already.
        NoProgram: there is no pg_dump as new as the server.
        Failed: pg_dump said no.
    """
    if file.exists():
        raise FileExistsError(file)
    for left in file.parent.glob(f".{file.name}.*.draft"):
        left.unlink()
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    dump = file.with_name(f".{file.name}.{os.getpid()}.dump.draft")
    try:
        manifest = _dumped(dump, with_secrets)
        _pack(draft, dump, manifest, with_secrets)
        os.link(draft, file)  # never over a file that came meanwhile
        _settle(file.parent)
        return manifest
    finally:
        draft.unlink(missing_ok=True)
        dump.unlink(missing_ok=True)


@transaction.atomic
def _dumped(dump: Path, with_secrets: bool) -> Manifest:
    """The database as one moment saw it, and how many rows that moment counted."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    manifest = Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        server=programs.server_version(),
        migrations=contents.migrations(),
        tables=contents.counts(),
        left_out=contents.elsewhere(),
    )
    _run_dump(dump, snapshot, () if with_secrets else WITHOUT_SECRETS)
    if not with_secrets:
        manifest.tables.pop("django_session", None)
    return manifest


def _run_dump(dump: Path, snapshot: str, more: tuple[str, ...]) -> None:
    command = [programs.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    command += [f"--snapshot={snapshot}", *more]
    with os.fdopen(os.open(dump, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        done = subprocess.run(
            command, env=programs.environment(), stdout=file, stderr=subprocess.PIPE, check=False
        )
    if done.returncode:
        raise Failed(f"pg_dump: {done.stderr.decode(errors='replace')[-2000:]}")


def _pack(draft: Path, dump: Path, manifest: Manifest, with_secrets: bool) -> None:
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            contents.add(tar, manifest, contents.DUMP, dump)
            for name, folder in contents.folders():
                for path in sorted(folder.rglob("*")):
                    if path.is_file() and not path.is_symlink():
                        contents.add(tar, manifest, f"{name}/{path.relative_to(folder).as_posix()}", path)
            for path in contents.secrets() if with_secrets else ():
                contents.add(tar, manifest, f"secrets/{path.name}", path)
            _close(tar, manifest)
        file.flush()
        os.fsync(file.fileno())


def _close(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """The manifest, last."""
    written = manifest.written()
    told = tarfile.TarInfo(contents.MANIFEST)
    told.size, told.mode = len(written), 0o600
    tar.addfile(told, io.BytesIO(written))


def _settle(folder: Path) -> None:
    """The folder remembers the new name even if the power goes."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
