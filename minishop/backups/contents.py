"""What a backup holds: a tar of the dump, the stored files and a manifest that vouches for each of them.

The manifest comes last, so that a file that was cut off has none.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
MANIFEST, DUMP = "manifest.json", "database.dump"
#: Storages by the folder they have in the backup.
FOLDERS = {"media": "default", "private": "private"}
SECRETS = ("secret_key", "vapid")
CHUNK = 1024 * 1024


class Damaged(Exception):
    """The file is no backup, or not as it was written."""


@dataclass
class Manifest:
    """What stands in the file, when it was made and of what."""

    made_at: str
    server: int
    migrations: list[str]
    #: Rows of each table in the snapshot that was dumped.
    tables: dict[str, int]
    #: Each file of the tar: its size and SHA-256.
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    #: What is kept elsewhere, or went away while it was copied.
    left_out: list[str] = field(default_factory=list)
    format: int = FORMAT

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def read(tar: tarfile.TarFile) -> Manifest:
    """The manifest.

    Raises:
        Damaged: there is none, or not one that this version reads.
    """
    try:
        file = tar.extractfile(MANIFEST)
        told: dict[str, Any] = json.load(file) if file else {}
        if told.get("format") != FORMAT:
            raise Damaged("It is no backup of this shop, or one of another format.")
        return Manifest(**told)
    except (KeyError, ValueError, TypeError, tarfile.TarError) as flaw:
        raise Damaged("It has no manifest: it is no backup, or was cut off.") from flaw


def check(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Each file is there, as it was written, and nothing else is.

    Raises:
        Damaged: otherwise.
    """
    found = {member.name: member for member in tar.getmembers() if member.name != MANIFEST}
    if found.keys() != manifest.files.keys():
        odd = sorted(found.keys() ^ manifest.files.keys())[:3]
        raise Damaged(f"Files are missing or too many: {', '.join(odd)}")
    for name, member in found.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not member.isfile():
            raise Damaged(f"{name} would lie outside.")
        file = tar.extractfile(member)
        if file is None or [member.size, digest(file)] != list(manifest.files[name]):
            raise Damaged(f"{name} is not as it was written.")


def digest(file: IO[bytes]) -> str:
    known = hashlib.sha256()
    while part := file.read(CHUNK):
        known.update(part)
    return known.hexdigest()


class Writing(io.RawIOBase):
    """Reads a file of a size that was told, and knows the digest of what was read.

    A file that shrinks meanwhile is filled up with zeros, which its digest then vouches for: names in
    storage are never written twice, so it never happens to a file that anything names.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.known = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self.file.read(size)
        self.known.update(part)
        return part


def add(tar: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    """The file is in the tar and vouched for; one that is gone meanwhile is noted."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        manifest.left_out.append(f"{name} went away meanwhile")
        return
    with file:
        told = tar.gettarinfo(arcname=name, fileobj=file)
        told.uid = told.gid = 0
        told.uname = told.gname = ""
        told.mode = 0o600
        reading = Writing(file)
        tar.addfile(told, reading)
        manifest.files[name] = (told.size, reading.known.hexdigest())


def folders() -> Iterator[tuple[str, Path]]:
    """The folders of stored files, by their names in the backup."""
    for name, alias in FOLDERS.items():
        storage = storages[alias]
        if isinstance(storage, FileSystemStorage):
            yield name, Path(storage.location)


def elsewhere() -> list[str]:
    """What is kept where no backup of ours can hold it."""
    kept = {name for name, _folder in folders()}
    return [
        f"{name}: it lies in a bucket, which has backups of its own" for name in FOLDERS if name not in kept
    ]


def secrets() -> list[Path]:
    """Files of the data folder that open something."""
    return [path for name in SECRETS for path in sorted(settings.DATA_DIR.glob(f"{name}*")) if path.is_file()]


def migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def tables() -> list[str]:
    """The tables of the shop's own schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [name for (name,) in cursor.fetchall()]


def counts() -> dict[str, int]:
    """How many rows each table has."""
    told = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            told[table] = cursor.fetchone()[0]
    return told
