"""A member code as a QR and as a Code 128: paths for the page as it comes, bits for the codes after it.

All codes have eighteen digits, so all QRs are of the smallest version and one mask does for all: fourteen
are drawn in some milliseconds.
"""

from dataclasses import dataclass
from itertools import groupby

import qrcode
from barcode.codex import Code128

#: Light modules around: four about a QR (ISO/IEC 18004), ten beside a Code 128 (ISO/IEC 15417).
QUIET, BESIDE = 4, 10
MASK = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """A rectangle of modules, quiet zone included, and its dark ones as one path."""

    width: int
    height: int
    path: str


def qr(digits: str) -> Drawing:
    rows = _matrix(digits)
    side = len(rows) + 2 * QUIET
    return Drawing(side, side, "".join(_runs(row, QUIET, y + QUIET) for y, row in enumerate(rows)))


def bars(digits: str) -> Drawing:
    row = _bars(digits)
    return Drawing(len(row) + 2 * BESIDE, 1, _runs(row, BESIDE, 0))


def bits(digits: str) -> str:
    """Both as hexadecimal digits for the page's script: the QR row by row, then the bars."""
    qr_bits = "".join(row for row in _matrix(digits))
    return f"{_hex(qr_bits)} {_hex(_bars(digits))}"


def _hex(row: str) -> str:
    """Bits in fours, the last filled up with light."""
    full = row + "0" * (-len(row) % 4)
    return f"{int(full, 2):0{len(full) // 4}x}"


def _matrix(digits: str) -> list[str]:
    code = qrcode.QRCode(
        version=1, error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=MASK
    )
    code.add_data(digits)
    code.make(fit=False)
    return ["".join("01"[bool(dark)] for dark in row) for row in code.get_matrix()]


def _bars(digits: str) -> str:
    return str(Code128(digits).build()[0])


def _runs(row: str, x: int, y: int) -> str:
    runs = ""
    for dark, group in groupby(row):
        width = len(list(group))
        if dark == "1":
            runs += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return runs
