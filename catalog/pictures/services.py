"""Verbs of pictures. Files are named by what they hold, so a name never changes its content."""

import hashlib
import time
from typing import IO, Any

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.functions import Now

from catalog.pictures.develop import (
    MAX_BYTES,
    Developed,
    PictureRefused,
    Sizes,
    develop,
    recut,
    slimmer,
)
from catalog.pictures.models import Picture, PictureNotKept, WordsMissing
from catalog.shelf import services as shelf

log = structlog.get_logger(__name__)

#: What the AVIF of a shape is called among the renditions.
SLIM = "-avif"
BATCH = 200


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
        PictureNotKept: the storage did not take a file; no row was written.
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
    """The 4:5 cuts lie round another focal point, under new names; their AVIF follows."""
    stem = str(picture.file.name).removesuffix(".webp")
    with picture.file.open("rb") as file:
        cuts = recut(file.read(), focal=focal)
    names = _store_sizes(f"{stem}-{_point(focal)}", cuts)
    with transaction.atomic():
        picture.focal_x, picture.focal_y = focal
        kept = {shape: sizes for shape, sizes in picture.renditions.items() if not shape.endswith(SLIM)}
        picture.renditions, picture.avif_at = {**kept, "portrait": names}, None
        picture.save(update_fields=["focal_x", "focal_y", "renditions", "avif_at"])
        shelf.changed()
    return picture


def describe(*, picture: Picture, alt: str, translations: dict[str, Any] | None = None) -> Picture:
    """Those who can't see it are told this, and each language of `translations` its own words."""
    picture.alt = alt
    if translations is not None:
        picture.translations = translations
    with transaction.atomic():
        picture.save(update_fields=["alt", "translations"])
        shelf.changed()
    return picture


def require_words(pictures: models.QuerySet[Picture]) -> None:
    """Each says what it shows in the shop's own language.

    Raises:
        WordsMissing: some do not; it names them.
    """
    bare = list(Picture.objects.without_words().filter(pk__in=pictures.values("pk")).order_by("pk"))
    if bare:
        raise WordsMissing(bare)


def slim(*, picture: Picture) -> bool:
    """The picture's sizes lie beside the WebP as AVIF too, for each shape that is smaller that way.

    Answers false when the focal point moved meanwhile: the next round sees to the new cuts.
    """
    with picture.file.open("rb") as file:
        master = file.read()
    focal = (picture.focal_x, picture.focal_y)
    made = slimmer(master, focal=focal, than=_weights(picture))
    names = {f"{shape}{SLIM}": _store_beside(picture, shape, sizes) for shape, sizes in made.items()}
    unmoved = Picture.objects.without_avif().filter(pk=picture.pk, focal_x=focal[0], focal_y=focal[1])
    return bool(unmoved.update(renditions={**picture.renditions, **names}, avif_at=Now()))


def slim_all(*, seconds: float) -> int:
    """How many pictures have their AVIF now, one after the other until the time is over.

    Pages learn of them once at the end; one that can't be read stops no other.
    """
    deadline, done = time.monotonic() + seconds, 0
    for picture in Picture.objects.without_avif()[:BATCH]:
        if time.monotonic() > deadline:
            break
        try:
            done += slim(picture=picture)
        except (PictureRefused, PictureNotKept, OSError):
            log.warning("picture.without_avif", picture=picture.pk, exc_info=True)
    if done:
        shelf.changed()
    return done


def _weights(picture: Picture) -> dict[str, dict[int, int]]:
    """How many bytes the WebP of each shape and width has."""
    shapes = {shape: sizes for shape, sizes in picture.renditions.items() if not shape.endswith(SLIM)}
    return {
        shape: {width: default_storage.size(name) for width, name in sizes} for shape, sizes in shapes.items()
    }


def _store_beside(picture: Picture, shape: str, sizes: Sizes) -> list[list[Any]]:
    webp = dict(picture.renditions[shape])
    return [[width, _store(f"{webp[width].removesuffix('.webp')}.avif", data)] for width, data in sizes]


def _point(focal: tuple[float, float]) -> str:
    return f"p{round(focal[0] * 100)}x{round(focal[1] * 100)}"


def _store_sizes(stem: str, sizes: Sizes) -> list[list[Any]]:
    return [[width, _store(f"{stem}-{width}.webp", data)] for width, data in sizes]


def _store(name: str, data: bytes) -> str:
    """The name under which storage holds the bytes; a whole file there already is left alone."""
    try:
        if default_storage.exists(name):
            if default_storage.size(name) == len(data):
                return name
            default_storage.delete(name)  # a writer was stopped half way
        return default_storage.save(name, ContentFile(data))
    except Exception as failure:  # each storage has errors of its own
        raise PictureNotKept(name) from failure


__all__ = [
    "PictureNotKept",
    "PictureRefused",
    "WordsMissing",
    "add",
    "describe",
    "focus",
    "keep",
    "require_words",
    "slim",
    "slim_all",
]
