"""The shop's icon on a home screen: the brand's own picture, or its initial on its colour.

Pure: colours, letters and bytes in, PNG bytes out.
"""

import io
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw, ImageFont

from minishop.brand.glyphs import GLYPHS, Grid

#: 32 for tabs, 96 for shortcuts and badges, 180 for iOS
#: (https://developer.apple.com/design/human-interface-guidelines/app-icons), 192 and 512 as a web app
#: manifest needs them (https://web.dev/articles/add-manifest#icons).
SIZES = (32, 96, 180, 192, 512)
#: A badge is a shape alone: phones colour it themselves. The others are a shortcut's drawing.
KINDS = ("icon", "maskable", "badge", *GLYPHS)
#: A maskable icon shows what lies in the middle four fifths (https://www.w3.org/TR/appmanifest/#icon-masks).
SAFE = 0.8
FINE = 4  # drawn so much larger, then made smaller: smooth edges


@dataclass(frozen=True, slots=True)
class Look:
    """What an icon is drawn from."""

    ground: str
    ink: str
    letter: str
    picture: bytes = b""
    font: bytes = b""


def draw(look: Look, size: int, kind: str = "icon") -> bytes:
    """The icon of the kind, `size` pixels square; only a badge has transparency, which iOS shows as black."""
    if kind == "badge":
        image = _shape(look, size * FINE)
    elif kind in GLYPHS:
        image = _drawn(look, size * FINE, kind)
    elif look.picture:
        image = _pictured(look, size, kind == "maskable")
    else:
        image = _lettered(Image.new("RGB", (size * FINE, size * FINE), look.ground), look)
    file = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _shape(look: Look, side: int) -> Image.Image:
    """The initial in white on nothing."""
    mask = Image.new("L", (side, side), 0)
    _lettered(mask, replace(look, ground="black", ink="white"), share=0.9)
    tile = Image.new("RGBA", (side, side), "white")
    tile.putalpha(mask)
    return tile


def _drawn(look: Look, side: int, kind: str) -> Image.Image:
    """A drawing on the brand's colour."""
    tile = Image.new("RGB", (side, side), look.ground)
    GLYPHS[kind](Grid(ImageDraw.Draw(tile), side, look.ink))
    return tile


def _pictured(look: Look, size: int, is_maskable: bool) -> Image.Image:
    """The picture on the brand's colour, drawn in for a mask."""
    inside = round(size * SAFE) if is_maskable else size
    picture = Image.open(io.BytesIO(look.picture)).convert("RGBA").resize((inside, inside))
    tile = Image.new("RGBA", (size, size), look.ground)
    edge = (size - inside) // 2
    tile.alpha_composite(picture, (edge, edge))
    return tile.convert("RGB")


def _lettered(tile: Image.Image, look: Look, *, share: float = 0.56) -> Image.Image:
    """The initial in the brand's own letters; a moon where they lack it."""
    side = tile.width
    pen = ImageDraw.Draw(tile)
    font = ImageFont.truetype(io.BytesIO(look.font), round(side * share)) if look.font else None
    if font and _has(font, look.letter):
        pen.text((side / 2, side / 2), look.letter, fill=look.ink, font=font, anchor="mm")
    else:
        pen.ellipse(_round(side, 0.5, 0.5, 0.25), fill=look.ink)
        pen.ellipse(_round(side, 0.58, 0.43, 0.21), fill=look.ground)
    return tile


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether the letters can write it: a glyph that is missing looks like any other missing one."""
    return bool(letter) and bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffd"))


def _round(side: int, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return (side * (x - radius), side * (y - radius), side * (x + radius), side * (y + radius))
