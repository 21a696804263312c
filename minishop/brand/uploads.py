"""Pictures and letters a brand brings: capped before they are decoded, written anew, nothing else kept.

Pure: bytes in, bytes out.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 16_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
#: A logo is shown at most this high, three times for sharp screens.
LOGO = (1200, 240)
ICON_SIDE = 512
#: What the house's own letters weigh, and so the most a first visit should wait for.
MAX_FONT_BYTES = 60 * 1024
WOFF2 = b"wOF2"


class UploadRefused(Exception):
    """The file can't be used; `reason` is one of "size", "pixels", "format", "small", "font"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def logo(data: bytes) -> bytes:
    """The logo as a PNG no larger than pages need, its transparency kept.

    Raises:
        UploadRefused: too large, or not a picture we read.
    """
    image = decode(data)
    image.thumbnail(LOGO, Image.Resampling.LANCZOS)
    return encoded(image)


def icon(data: bytes) -> bytes:
    """The middle square of the picture, from which every app icon is made.

    Raises:
        UploadRefused: as for a logo, or smaller than 512 pixels.
    """
    image = decode(data)
    if min(image.size) < ICON_SIDE:
        raise UploadRefused("small")
    side = min(*image.size, 2 * ICON_SIDE)
    return encoded(ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS))


def check_font(data: bytes) -> None:
    """Returns when browsers can read the letters and a phone need not wait for them.

    Raises:
        UploadRefused: not WOFF2, or too large.
    """
    if not data.startswith(WOFF2):
        raise UploadRefused("font")
    if len(data) > MAX_FONT_BYTES:
        raise UploadRefused("size")


def decode(data: bytes) -> Image.Image:
    if len(data) > MAX_BYTES:
        raise UploadRefused("size")
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise UploadRefused("pixels")
        return ImageOps.exif_transpose(image).convert("RGBA")
    except Image.DecompressionBombError as bomb:
        raise UploadRefused("pixels") from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as flaw:
        raise UploadRefused("format") from flaw


def encoded(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
