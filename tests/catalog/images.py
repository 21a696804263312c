"""Photographs made on the spot."""

import io

from PIL import Image


def photograph(
    width: int = 1200, height: int = 1200, *, colour: str = "#6b2f4e", kind: str = "PNG", **saving: object
) -> io.BytesIO:
    """A plain picture as an upload would bring it."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind, **saving)
    file.seek(0)
    return file


def halves(width: int = 1600, height: int = 800) -> io.BytesIO:
    """Plum on the left, bone on the right."""
    image = Image.new("RGB", (width, height), "#faf6f0")
    image.paste("#6b2f4e", (0, 0, width // 2, height))
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file
