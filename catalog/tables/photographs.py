"""Photographs a table names: in a folder beside it, among our own, or somewhere on the web.

Files of a folder are matched by name, whatever the address before it, its case and its ending.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.products.models import ProductImage

ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".avif"}
REASONS = {
    "size": _("The file is too large."),
    "pixels": _("The photograph has too many pixels."),
    "format": _("The file is no photograph."),
}
MISSING = _("There is no photograph of this name.")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that would be taken; a dry run leaves it where it is."""

    path: Path


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Any


class Folder:
    """The photographs of a folder and those below it, by name."""

    def __init__(self, path: Path) -> None:
        files = [file for file in sorted(path.rglob("*")) if file.suffix.casefold() in ENDINGS]
        self._whole = {file.name.casefold(): file for file in files}
        self._stems = {file.stem.casefold(): file for file in files}

    def find(self, source: str) -> Path | None:
        """The file of the same name, or of the same name with another ending."""
        name = Path(unquote(urlsplit(source).path.replace("\\", "/"))).name.casefold()
        return self._whole.get(name) or self._stems.get(Path(name).stem) if name else None


def folder(option: Any) -> Folder | None:
    """What the option `images` stands for: a folder's path, or one read before."""
    return Folder(Path(option)) if isinstance(option, str | Path) and option else option or None


def is_address(source: str) -> bool:
    return source.casefold().startswith(("http://", "https://"))


def address(picture: Picture) -> str:
    """How a table names a photograph of ours: where other shops can fetch it."""
    url = default_storage.url(str(picture.file.name))
    return url if is_address(url) else settings.PUBLIC_URL + url


def own_name(source: str) -> str:
    """The file's name in our storage, if the source could be one of ours."""
    path = unquote(urlsplit(source).path)
    return path[path.index("pictures/") :] if "pictures/" in path and path.endswith(".webp") else ""


def resolve(
    handle: str, sources: Iterable[str], files: Folder | None, *, is_dry: bool
) -> Mapping[str, Picture | Found | Refused]:
    """What stands behind each source that is here; developing a file takes a while and no transaction."""
    wanted = dict.fromkeys(source for source in sources if source)
    names = {own: source for source in wanted if (own := own_name(source))}
    ours = Picture.objects.filter(file__in=names) if names else ()
    found: dict[str, Picture | Found | Refused] = {names[str(picture.file.name)]: picture for picture in ours}
    if files is None or not wanted:
        return found
    known = ProductImage.objects.filter(product__handle=handle, source__in=wanted)
    done = set(known.values_list("source", flat=True)) | set(found)
    for source in wanted:
        path = None if source in done else files.find(source)
        if path:
            found[source] = Found(path) if is_dry else _developed(path)
    return found


def _developed(path: Path) -> Picture | Refused:
    try:
        with path.open("rb") as file:
            return pictures.add(file)
    except pictures.PictureRefused as refused:
        return Refused(REASONS.get(refused.reason, REASONS["format"]))
