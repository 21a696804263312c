"""Turns an uploaded photograph into the WebP and AVIF files pages show. Pure: bytes in, bytes out.

Every file is encoded anew, so no metadata of the upload survives.
"""

import io
from dataclasses import dataclass

from PIL import Image

from catalog.pictures.decode import MAX_BYTES, PictureRefused, decode

__all__ = ["MAX_BYTES", "Developed", "Master", "PictureRefused", "develop", "master", "recut", "slimmer"]

Sizes = tuple[tuple[int, bytes], ...]

#: A counting pixel or a thread has nothing to cut; WebP ends at 16,383 pixels, and a page's width is 1,080.
LEAST_SIDE, LONGEST = 8, 15
MASTER_SIDE = 2000
MASTER_QUALITY = 88
#: Widths of the 4:5 cuts: thumbnails, cards at 2× and 3×, a full phone page at 2× and beyond.
PORTRAIT = (160, 240, 360, 480, 720, 960)
WHOLE = (1080,)
#: No file a phone loads is larger; quality steps down until it fits.
LIMIT_BYTES = 58 * 1024
QUALITIES = (80, 70, 60, 50, 40, 25)
#: Looks like WebP's 80 (45.0 against 45.1 dB over the demo's photographs) in 18 % fewer bytes.
AVIF_QUALITIES, AVIF_SPEED = (60, 48, 36), 7


@dataclass(frozen=True, slots=True)
class Developed:
    """A master and its renditions as WebP bytes, and the colour that stands in while they load."""

    master: bytes
    width: int
    height: int
    colour: str
    portrait: Sizes
    whole: Sizes


@dataclass(frozen=True, slots=True)
class Master:
    """A picture of which nothing is shown yet, as WebP bytes."""

    data: bytes
    width: int
    height: int
    colour: str


def develop(
    data: bytes, *, focal: tuple[float, float] = (0.5, 0.5), portrait: tuple[int, ...] = PORTRAIT
) -> Developed:
    """The picture turned upright, without metadata, in every size pages ask for.

    `portrait` are the widths of its 4:5 cuts.

    Raises:
        PictureRefused: too many bytes or pixels, not a format we take, or no shape to show.
    """
    image = _shapely(data)
    kept = _master(image)
    return Developed(
        master=kept.data,
        width=kept.width,
        height=kept.height,
        colour=kept.colour,
        portrait=_sizes(_cut(image, focal), portrait),
        whole=_sizes(image, WHOLE),
    )


def master(data: bytes) -> Master:
    """The picture turned upright, without metadata, no larger than what is kept of any.

    Raises:
        PictureRefused: too many bytes or pixels, not a format we take, or no shape to show.
    """
    return _master(_shapely(data))


def _shapely(data: bytes) -> Image.Image:
    image = decode(data)
    if min(image.size) < LEAST_SIDE or max(image.size) > LONGEST * min(image.size):
        raise PictureRefused("format")
    return image


def _master(image: Image.Image) -> Master:
    kept = image.copy()
    kept.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.LANCZOS)
    return Master(_webp(kept, MASTER_QUALITY), kept.width, kept.height, _dominant(image))


def recut(data: bytes, *, focal: tuple[float, float]) -> Sizes:
    """The 4:5 cuts of a master round another focal point."""
    return _sizes(_cut(decode(data), focal), PORTRAIT)


def slimmer(data: bytes, *, focal: tuple[float, float], than: dict[str, dict[int, int]]) -> dict[str, Sizes]:
    """AVIF beside the WebP of a master, for each shape whose files are all smaller that way.

    `than` tells for "portrait" and "whole" how many bytes the WebP of each width has.
    """
    image = decode(data)
    shapes = {"portrait": _cut(image, focal), "whole": image}
    made = {name: _slim(shapes[name], known) for name, known in than.items()}
    return {name: sizes for name, sizes in made.items() if sizes}


def _slim(image: Image.Image, than: dict[int, int]) -> Sizes:
    """Each width as AVIF, or nothing as soon as one is no smaller."""
    made: list[tuple[int, bytes]] = []
    for width, limit in sorted(than.items(), reverse=True):
        image = _resized(image, width)
        data = _below(limit, image)
        if not data:
            return ()
        made.append((width, data))
    return tuple(reversed(made))


def _below(limit: int, image: Image.Image) -> bytes:
    """The picture as AVIF in fewer bytes than that, or nothing."""
    for quality in AVIF_QUALITIES:
        data = _encoded(image, "AVIF", quality=quality, speed=AVIF_SPEED, max_threads=1)
        if len(data) < limit:
            return data
    return b""


def _cut(image: Image.Image, focal: tuple[float, float]) -> Image.Image:
    """The largest 4:5 part, as near to the focal point as the edges allow."""
    width = min(image.width, image.height * 4 // 5)
    height = min(image.height, width * 5 // 4)
    left = round(min(max(focal[0] * image.width - width / 2, 0), image.width - width))
    top = round(min(max(focal[1] * image.height - height / 2, 0), image.height - height))
    return image.crop((left, top, left + width, top + height))


def _sizes(image: Image.Image, widths: tuple[int, ...]) -> Sizes:
    """Each width up to the picture's own; a picture narrower than all of them once, as it is."""
    made: list[tuple[int, bytes]] = []
    for width in sorted((w for w in widths if w <= image.width), reverse=True) or [image.width]:
        image = _resized(image, width)  # each from the one before
        made.append((width, _fitting(image)))
    return tuple(reversed(made))


def _resized(image: Image.Image, width: int) -> Image.Image:
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _fitting(image: Image.Image) -> bytes:
    data = b""
    for quality in QUALITIES:
        data = _webp(image, quality)
        if len(data) <= LIMIT_BYTES:
            break
    return data


def _webp(image: Image.Image, quality: int) -> bytes:
    return _encoded(image, "WEBP", quality=quality, method=2)


def _encoded(image: Image.Image, kind: str, **how: int) -> bytes:
    """Without a word of what came with the file: no profile, no camera, no place."""
    file = io.BytesIO()
    image.save(file, kind, icc_profile=None, exif=b"", **how)
    return file.getvalue()


def _dominant(image: Image.Image) -> str:
    small = image.resize((48, 48)).quantize(6)
    palette = small.getpalette() or [243, 236, 226]
    counted = [(count, index) for count, index in small.getcolors() or [] if isinstance(index, int)]
    start = 3 * max(counted, default=(0, 0))[1]
    return "#{:02x}{:02x}{:02x}".format(*palette[start : start + 3])
