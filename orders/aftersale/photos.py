"""Photographs that show why: taken from shoppers, encoded anew, kept where nobody but a view reads them.

What was sent is kept before anything is asked with it, so that a form that comes back has lost no
photograph; a signed token stands for each. Returns keep copies of their own; drafts are swept after two days.
"""

import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from PIL import Image

from catalog.pictures.decode import MAX_BYTES, PictureRefused, decode
from orders.orders.models import Order
from orders.returns.models import vault

MOST = 6
SIDE, QUALITY = 1600, 82
#: A token is good for as long as its file is kept for sure.
DAYS = 2
FOLDER = "return-drafts"
_SALT = "return-photo"


def keep(order: Order, upload: UploadedFile) -> str:
    """The photograph lies in the vault without a word of what came with it; the token that stands for it.

    Called outside a transaction.

    Raises:
        PictureRefused: too many bytes or pixels, or not a format we take.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise PictureRefused("size")
    return keep_bytes(order, upload.read())


def keep_bytes(order: Order, data: bytes) -> str:
    """The same for bytes that came otherwise."""
    name = f"{FOLDER}/{timezone.now():%Y-%m-%d}/{uuid4().hex}.jpg"
    return signing.dumps([order.pk, vault().save(name, ContentFile(developed(data)))], salt=_SALT)


def developed(data: bytes) -> bytes:
    """An upright JPEG of a side that shows a flaw, and no metadata.

    Raises:
        PictureRefused: it is no picture we take.
    """
    image = decode(data)
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, optimize=True, icc_profile=None, exif=b"")
    return file.getvalue()


def named(order: Order, tokens: Iterable[str]) -> dict[str, str]:
    """The files the tokens of this order stand for, at most `MOST`; others and old ones are left out."""
    found: dict[str, str] = {}
    for token in list(tokens)[:MOST]:
        with suppress(signing.BadSignature, ValueError, TypeError):
            pk, name = signing.loads(token, salt=_SALT, max_age=timedelta(days=DAYS))
            if pk == order.pk:
                found[token] = name
    return found


def files(names: Iterable[str]) -> list[ContentFile]:
    """What the drafts hold, to be kept with a return; one that is gone is left out."""
    found = []
    for name in names:
        with suppress(FileNotFoundError), vault().open(name) as file:
            found.append(ContentFile(file.read()))
    return found


def forget_drafts() -> int:
    """Drafts whose token ran out are gone; how many there were."""
    gone, storage = 0, vault()
    for days in range(DAYS + 1, DAYS + 5):
        folder = f"{FOLDER}/{timezone.now() - timedelta(days=days):%Y-%m-%d}"
        for name in _names(folder):
            storage.delete(f"{folder}/{name}")
            gone += 1
    return gone


def _names(folder: str) -> list[str]:
    try:
        return vault().listdir(folder)[1]
    except FileNotFoundError:
        return []
