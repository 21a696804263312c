"""Small pictures for paper: a few kilobytes each, whatever lies in the storage."""

import io

from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from catalog.pictures.models import Picture
from catalog.products.models import Variant

#: Pixels: 12 mm at 250 dots an inch.
SIDE = 120


def of(variant: Variant) -> bytes:
    """The variant's picture as a small JPEG; nothing where it has none, or its file is away."""
    picture = variant.picture or variant.product.cover
    return _small(picture) if picture else b""


def _small(picture: Picture) -> bytes:
    sizes = picture.renditions.get("whole") or picture.renditions.get("portrait") or []
    name = next((name for width, name in sizes if width >= SIDE), picture.file.name)
    try:
        with default_storage.open(str(name), "rb") as file, Image.open(file) as drawn:
            drawn.thumbnail((SIDE, SIDE))
            target = io.BytesIO()
            drawn.convert("RGB").save(target, "JPEG", quality=80)
    except (OSError, UnidentifiedImageError):
        return b""
    return target.getvalue()
