"""Breaks text into rows: between words, between Chinese characters, never before a full stop.

Pure: what a row measures is told by the caller.
"""

import re
from collections.abc import Callable, Iterator

_OPEN = "（《「『【〔“‘(["
_CLOSE = "，。、；：！？）》」』】〕”’…,.;:!?)\\]%"
_HAN = "\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_PIECE = re.compile(
    rf"[{re.escape(_OPEN)}]*(?:[{_HAN}]|[^\s{_HAN}{re.escape(_OPEN)}]+)[{_CLOSE}]*\s*|\S\s*|\s+"
)


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The rows of the text, none wider than asked for unless one letter is."""
    return [row for part in text.split("\n") for row in _rows(part, width, measure)]


def _rows(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    row = ""
    for piece in _pieces(text, width, measure):
        if row and measure((row + piece).rstrip()) > width:
            yield row.rstrip()
            row = piece.lstrip()
        else:
            row += piece
    yield row.rstrip()


def _pieces(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """What is kept together; a word that is too long for any row comes in letters."""
    for piece in _PIECE.findall(text):
        if measure(piece.rstrip()) > width:
            yield from piece
        else:
            yield piece
