"""Turns an uploaded photograph into the WebP files pages show. Pure: bytes in, bytes out.

The pixel count is read from the header and capped before anything is decoded; every file is encoded
anew, so no metadata of the upload survives.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MASTER_SIDE = 2000
MASTER_QUALITY = 88
#: Widths of the 4:5 cuts: thumbnails, cards at 2× and 3×, a full phone page at 2× and beyond.
PORTRAIT = (160, 240, 360, 480, 720, 960)
WHOLE = (1080,)
#: No file a phone loads is larger; quality steps down until it fits.
LIMIT_BYTES = 58 * 1024
QUALITIES = (80, 70, 60, 50, 40, 25)


class PictureRefused(Exception):
    """The file is no picture we take; `reason` is one of "size", "pixels", "format"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Developed:
    """A master and its renditions as WebP bytes, and the colour that stands in while they load."""

    master: bytes
    width: int
    height: int
    colour: str
    portrait: tuple[tuple[int, bytes], ...]
    whole: tuple[tuple[int, bytes], ...]


def develop(data: bytes, *, focal: tuple[float, float] = (0.5, 0.5)) -> Developed:
    """The picture turned upright, without metadata, in every size pages ask for.

    Raises:
        PictureRefused: too many bytes or pixels, or not a format we take.
    """
    image = _decode(data)
    master = image.copy()
    master.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.LANCZOS)
    cut = _cut(image, focal)
    return Developed(
        master=_encoded(master, MASTER_QUALITY),
        width=master.width,
        height=master.height,
        colour=_dominant(image),
        portrait=_sizes(cut, PORTRAIT),
        whole=_sizes(image, WHOLE),
    )


def recut(data: bytes, *, focal: tuple[float, float]) -> tuple[tuple[int, bytes], ...]:
    """The 4:5 cuts of a master round another focal point."""
    return _sizes(_cut(_decode(data), focal), PORTRAIT)


def _decode(data: bytes) -> Image.Image:
    if len(data) > MAX_BYTES:
        raise PictureRefused("size")
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise PictureRefused("pixels")
        upright = ImageOps.exif_transpose(image)
        return _opaque(upright)
    except Image.DecompressionBombError as bomb:
        raise PictureRefused("pixels") from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as flaw:
        raise PictureRefused("format") from flaw


def _opaque(image: Image.Image) -> Image.Image:
    """On white where it was transparent."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _cut(image: Image.Image, focal: tuple[float, float]) -> Image.Image:
    """The largest 4:5 part, as near to the focal point as the edges allow."""
    width = min(image.width, image.height * 4 // 5)
    height = min(image.height, width * 5 // 4)
    left = round(min(max(focal[0] * image.width - width / 2, 0), image.width - width))
    top = round(min(max(focal[1] * image.height - height / 2, 0), image.height - height))
    return image.crop((left, top, left + width, top + height))


def _sizes(image: Image.Image, widths: tuple[int, ...]) -> tuple[tuple[int, bytes], ...]:
    """Each width up to the picture's own; a picture narrower than all of them once, as it is."""
    made: list[tuple[int, bytes]] = []
    for width in sorted((w for w in widths if w <= image.width), reverse=True) or [image.width]:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS)  # each from the one before
        made.append((width, _fitting(image)))
    return tuple(reversed(made))


def _fitting(image: Image.Image) -> bytes:
    data = b""
    for quality in QUALITIES:
        data = _encoded(image, quality)
        if len(data) <= LIMIT_BYTES:
            break
    return data


def _encoded(image: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    image.save(file, "WEBP", quality=quality, method=2)
    return file.getvalue()


def _dominant(image: Image.Image) -> str:
    small = image.resize((48, 48)).quantize(6)
    palette = small.getpalette() or [243, 236, 226]
    counted = [(count, index) for count, index in small.getcolors() or [] if isinstance(index, int)]
    start = 3 * max(counted, default=(0, 0))[1]
    return "#{:02x}{:02x}{:02x}".format(*palette[start : start + 3])
