"""Verbs of pictures. Files are named by what they hold, so a name never changes its content."""

import hashlib
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from catalog.pictures.develop import MAX_BYTES, Developed, PictureRefused, develop, recut
from catalog.pictures.models import Picture
from catalog.shelf import services as shelf

Sizes = tuple[tuple[int, bytes], ...]


def add(
    file: IO[bytes],
    *,
    alt: str = "",
    translations: dict[str, Any] | None = None,
    focal: tuple[float, float] = (0.5, 0.5),
) -> Picture:
    """The photograph is stored once, with its renditions; the same bytes again return the same row.

    Raises:
        PictureRefused: too large, too many pixels, or not a picture.
    """
    data = file.read(MAX_BYTES + 1)
    digest = hashlib.sha256(data).hexdigest()
    known = Picture.objects.filter(digest=digest).first()
    if known:
        return known
    developed = develop(data, focal=focal)
    return keep(developed, digest=digest, alt=alt, translations=translations, focal=focal)


def keep(
    developed: Developed,
    *,
    digest: str,
    alt: str = "",
    translations: dict[str, Any] | None = None,
    focal: tuple[float, float] = (0.5, 0.5),
) -> Picture:
    """The row of a developed photograph, whose files are stored before it; at most one for a digest."""
    stem = f"pictures/{digest[:2]}/{digest[2:18]}"
    master = _store(f"{stem}.webp", developed.master)
    renditions = {
        "portrait": _store_sizes(f"{stem}-{_point(focal)}", developed.portrait),
        "whole": _store_sizes(f"{stem}-w", developed.whole),
    }
    with transaction.atomic():
        picture, _ = Picture.objects.get_or_create(
            digest=digest,
            defaults={
                "file": master,
                "width": developed.width,
                "height": developed.height,
                "alt": alt,
                "translations": translations or {},
                "colour": developed.colour,
                "focal_x": focal[0],
                "focal_y": focal[1],
                "renditions": renditions,
            },
        )
        shelf.changed()
    return picture


def focus(*, picture: Picture, focal: tuple[float, float]) -> Picture:
    """The 4:5 cuts lie round another focal point, under new names."""
    stem = str(picture.file.name).removesuffix(".webp")
    with picture.file.open("rb") as file:
        cuts = recut(file.read(), focal=focal)
    names = _store_sizes(f"{stem}-{_point(focal)}", cuts)
    with transaction.atomic():
        picture.focal_x, picture.focal_y = focal
        picture.renditions = {**picture.renditions, "portrait": names}
        picture.save(update_fields=["focal_x", "focal_y", "renditions"])
        shelf.changed()
    return picture


def _point(focal: tuple[float, float]) -> str:
    return f"p{round(focal[0] * 100)}x{round(focal[1] * 100)}"


def _store_sizes(stem: str, sizes: Sizes) -> list[list[Any]]:
    return [[width, _store(f"{stem}-{width}.webp", data)] for width, data in sizes]


def _store(name: str, data: bytes) -> str:
    """The name under which storage holds the bytes; a whole file there already is left alone."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(data):
            return name
        default_storage.delete(name)  # a writer was stopped half way
    return default_storage.save(name, ContentFile(data))


__all__ = ["PictureRefused", "add", "focus", "keep"]
