"""Files of reviews' photographs: masters in the vault, and their sizes in the open while published.

A file is stored before a row names it and deleted before the row goes, never inside a transaction. What
lies in the open bears the name of its master, which nobody can guess.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage

from catalog.pictures.develop import MAX_BYTES, Sizes, develop, master
from catalog.pictures.models import PictureNotKept
from orders.reviews.models import ReviewPhoto, vault

#: Widths of the small cuts: shown at 96 pixels on screens of two and of three.
SMALL = (192, 288)


@dataclass(frozen=True, slots=True)
class Kept:
    """A photograph in the vault."""

    name: str
    width: int
    height: int
    colour: str

    def row(self, review_id: int, position: int) -> ReviewPhoto:
        """What names it; dimensions are told, so that no file is opened."""
        told = {"picture": self.name, "width": self.width, "height": self.height, "colour": self.colour}
        return ReviewPhoto(review_id=review_id, position=position, **told)


def keep(files: Sequence[IO[bytes]]) -> list[Kept]:
    """Every photograph lies in the vault, encoded anew; or none of them does.

    Raises:
        PictureRefused: one is too large, has too many pixels, or is no picture.
        PictureNotKept: the storage did not take one.
    """
    pictures = [master(file.read(MAX_BYTES + 1)) for file in files]
    kept: list[Kept] = []
    try:
        for one in pictures:
            token = secrets.token_hex(16)
            name = _save(vault(), f"reviews/{token[:2]}/{token}.webp", one.data)
            kept.append(Kept(name, one.width, one.height, one.colour))
    except PictureNotKept:
        drop(kept)
        raise
    return kept


def drop(kept: Iterable[Kept]) -> None:
    """None of them lies in the vault any more."""
    for one in kept:
        vault().delete(one.name)


def show(photo: ReviewPhoto) -> dict[str, Any]:
    """The photograph's sizes lie in the open, under names of this call's own, as `renditions` has them.

    Raises:
        PictureNotKept: the storage did not take one.
    """
    with photo.picture.open("rb") as file:
        developed = develop(file.read(), portrait=SMALL)
    stem = f"{_stem(photo)}-{secrets.token_hex(4)}"
    return {
        "portrait": _save_sizes(f"{stem}-p", developed.portrait),
        "whole": _save_sizes(f"{stem}-w", developed.whole),
    }


def hide(renditions: dict[str, Any]) -> None:
    """None of these sizes lies in the open any more."""
    for sizes in renditions.values():
        for _width, name in sizes:
            default_storage.delete(name)


def destroy(photo: ReviewPhoto) -> None:
    """Nothing of it lies anywhere, nor what a verb left that was stopped half way."""
    folder, _, name = _stem(photo).rpartition("/")
    for one in _listed(folder):
        if one.startswith(name):
            default_storage.delete(f"{folder}/{one}")
    photo.picture.storage.delete(str(photo.picture.name))


def _stem(photo: ReviewPhoto) -> str:
    return str(photo.picture.name).removesuffix(".webp")


def _save_sizes(stem: str, sizes: Sizes) -> list[list[Any]]:
    return [[width, _save(default_storage, f"{stem}-{width}.webp", data)] for width, data in sizes]


def _save(storage: Storage, name: str, data: bytes) -> str:
    try:
        return storage.save(name, ContentFile(data))
    except Exception as failure:  # each storage has errors of its own
        raise PictureNotKept(name) from failure


def _listed(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []
