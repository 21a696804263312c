"""The machine: its Python, its disk, and where files are kept."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from minishop import doctor
from minishop.doctor import Finding

OLDEST = (3, 11)
LITTLE, TOO_LITTLE = 2 * 1024**3, 300 * 1024**2


@doctor.check("python", "Python is new enough")
def python() -> Iterator[Finding]:
    if sys.version_info[:2] < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        yield doctor.fault(
            f"This is Python {sys.version.split()[0]}.", f"Python {wanted} or newer is needed."
        )


@doctor.check("disk", "There is room on the disk")
def disk() -> Iterator[Finding]:
    for folder in sorted({Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT)}):
        nearest = next(each for each in (folder, *folder.parents) if each.exists())
        left = shutil.disk_usage(nearest).free
        if left < LITTLE:
            say = doctor.fault if left < TOO_LITTLE else doctor.warning
            yield say(f"{left // 1024**2} MiB are left for {folder}.", "Make room, or move DATA_DIR.")


@doctor.check("storage", "Pictures and private files can be stored, read and removed")
def storage() -> Iterator[Finding]:
    for alias in ("default", "private"):
        try:
            name = storages[alias].save("doctor/probe.txt", ContentFile(b"here"))
            with storages[alias].open(name) as file:
                is_there = file.read() == b"here"
            storages[alias].delete(name)
        except Exception as problem:
            yield doctor.fault(
                f"Nothing can be stored in {alias}: {type(problem).__name__}.",
                "Let the shop write to MEDIA_ROOT and DATA_DIR, or mend STORAGE_URL.",
            )
        else:
            if not is_there:
                yield doctor.fault(f"What was stored in {alias} is not what is read there.")


@doctor.check("private", "Private files lie where no address leads")
def private() -> Iterator[Finding]:
    hidden = storages["private"]
    if not isinstance(hidden, FileSystemStorage):
        return
    place = Path(hidden.location).resolve()
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        public = Path(getattr(settings, name)).resolve()
        if place == public or public in place.parents:
            yield doctor.fault(f"{place} lies inside {name}, which is served.", f"Move {name} elsewhere.")
