"""Opens what staff upload, or what an address answered, as an upright picture in sRGB. Pure.

The pixel count is read from the header and capped before anything is decoded.
"""

import io

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
#: Modes whose samples have 16 bits or more, all of them grey.
DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")
SRGB = ImageCms.createProfile("sRGB")
#: What opening a broken file may end in; the decoder of AVIF raises RuntimeError.
FLAWS = (UnidentifiedImageError, OSError, SyntaxError, ValueError, RuntimeError)


class PictureRefused(Exception):
    """The file is no picture we take; `reason` is one of "size", "pixels", "format"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def decode(data: bytes) -> Image.Image:
    """The picture (the first one of a film) upright, opaque, in 8 bits a channel of sRGB.

    Raises:
        PictureRefused: too many bytes or pixels, or not a format we take.
    """
    if len(data) > MAX_BYTES:
        raise PictureRefused("size")
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise PictureRefused("pixels")
        profile = image.info.get("icc_profile")
        return _opaque(_in_srgb(_shallow(ImageOps.exif_transpose(image)), profile))
    except Image.DecompressionBombError as bomb:
        raise PictureRefused("pixels") from bomb
    except FLAWS as flaw:
        raise PictureRefused("format") from flaw


def _shallow(image: Image.Image) -> Image.Image:
    """Eight bits a channel, and colours instead of numbers of a palette."""
    if image.mode in DEEP:
        return image.convert("I").point(lambda sample: sample * (1 / 257)).convert("L")
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colours in the one space all screens know; a profile that does not fit is ignored."""
    if not profile:
        return image
    mode = "RGBA" if image.mode in ("RGBA", "LA") else "RGB"
    source = image.convert("RGBA") if image.mode == "LA" else image
    try:
        turned = ImageCms.profileToProfile(source, io.BytesIO(profile), SRGB, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return turned or image


def _opaque(image: Image.Image) -> Image.Image:
    """On white where it was transparent."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")
