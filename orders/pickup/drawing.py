"""The QR of a code, as a PNG for the file and as an SVG path for a page that does not wait for it."""

from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

import qrcode
from PIL import Image

#: Pixels a module, and the quiet zone in modules that the standard asks for.
MODULE, QUIET = 12, 4


@dataclass(frozen=True, slots=True)
class Drawing:
    """A square of `size` modules, quiet zone included, and the dark ones as one path."""

    size: int
    path: str


def _matrix(code: str) -> list[list[bool]]:
    qr = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=QUIET)
    qr.add_data(code)
    qr.make(fit=True)
    return qr.get_matrix()


def png(code: str) -> bytes:
    """The code as black and white pixels, at least 240 across, whole pixels a module."""
    matrix = _matrix(code)
    small = Image.new("1", (len(matrix), len(matrix)), 1)
    small.putdata([0 if dark else 1 for row in matrix for dark in row])
    side = len(matrix) * MODULE
    target = BytesIO()
    small.resize((side, side), Image.Resampling.NEAREST).save(target, "PNG", optimize=True)
    return target.getvalue()


def svg(code: str) -> Drawing:
    """The code as a path of horizontal runs, one unit a module."""
    matrix = _matrix(code)
    runs: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, group in groupby(row):
            width = len(list(group))
            if dark:
                runs.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return Drawing(size=len(matrix), path="".join(runs))
