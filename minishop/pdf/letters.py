"""The letters documents are set in: Noto Sans SC and Noto Serif SC, of which a file holds what it uses.

Reading a font takes about 90 ms and is done once per process; each document then begins with a copy
that shares what was read and keeps its own list of the letters it used.
"""

import unicodedata
from copy import copy
from functools import cache

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

SANS, SERIF = "sans", "serif"
PATHS = {SANS: sans_path, SERIF: serif_path}
#: What stands for a letter that neither font has.
UNKNOWN = "□"
#: What shapes and sets upright: documents need none of it, and cutting it down takes long.
UNUSED = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG")


@cache
def _read(family: str) -> TTFFont:
    """The font as it lies on the disk, with all its widths."""
    return TTFFont(FPDF(), PATHS[family](), family, "")


def lend(pdf: FPDF, family: str) -> None:
    """The document can be set in the family."""
    if family in pdf.fonts:
        return
    font = copy(_read(family))
    font.i = len(pdf.fonts) + 1
    font.desc = copy(font.desc)
    font.missing_glyphs = []
    font.subset = SubsetMap(font)
    # The writer cuts this one down to what was used: every document needs its own.
    font.ttfont = TTFont(font.ttffile, recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    for table in set(UNUSED) & set(font.ttfont.keys()):
        del font.ttfont[table]
    pdf.fonts[family] = font
    pdf._set_min_pdf_version("1.6")


def width(text: str, size: float, family: str = SANS) -> float:
    """How many millimetres the text takes in a row, set in so many points."""
    widths = _read(family).cw
    return sum(widths[ord(letter)] for letter in text) * size / 1000 * 25.4 / 72


def clean(text: object) -> str:
    """The text as it can be set: nothing invisible, no emoji, and a □ for each letter we lack."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", str(text)))


def _letter(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter == "\n":
        return letter
    if kind == "Zs" or letter == "\t":
        return " "
    # Controls, halves of pairs, marks of direction; private and unassigned ones.
    if kind.startswith("C"):
        return ""
    if ord(letter) in _read(SANS).cmap and ord(letter) in _read(SERIF).cmap:
        return letter
    # Pictures and what only changes the letter before it.
    return "" if kind in {"So", "Sk", "Mn", "Me", "Mc"} else UNKNOWN
