"""Codes that machines read, as rectangles: a QR's runs and a Code 128's bars.

Pure: text in, numbers out.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

import qrcode
from barcode.codex import Code128

#: The quiet zone of a Code 128, in modules (ISO/IEC 15417: 10).
QUIET = 10


def qr(text: str) -> tuple[int, list[tuple[int, int, int]]]:
    """How many modules a side has, quiet zone of 4 included, and each dark run: x, y, width."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    return len(matrix), [(x, y, width) for y, row in enumerate(matrix) for x, width in _runs(row)]


def code128(text: str) -> tuple[int, list[tuple[int, int]]]:
    """How many modules the code is wide, quiet zones included, and each bar: x, width.

    Raises:
        barcode.errors.BarcodeError: the text has letters that a Code 128 cannot hold.
    """
    bars = Code128(text).build()[0]
    return len(bars) + 2 * QUIET, [(x + QUIET, width) for x, width in _runs(bar == "1" for bar in bars)]


def _runs(row: Iterable[bool]) -> Iterator[tuple[int, int]]:
    x = 0
    for is_dark, group in groupby(row):
        width = len(list(group))
        if is_dark:
            yield x, width
        x += width
