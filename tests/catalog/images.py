"""Photographs made on the spot."""

import io
import struct

from PIL import Image


def photograph(
    width: int = 1200, height: int = 1200, *, colour: str = "#6b2f4e", kind: str = "PNG", **saving: object
) -> io.BytesIO:
    """A plain picture as an upload would bring it."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind, **saving)
    file.seek(0)
    return file


def halves(width: int = 1600, height: int = 800) -> io.BytesIO:
    """Plum on the left, bone on the right."""
    image = Image.new("RGB", (width, height), "#faf6f0")
    image.paste("#6b2f4e", (0, 0, width // 2, height))
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file


#: The primaries of Display P3, under D50, as X, Y and Z.
P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))


def wide_profile() -> bytes:
    """An ICC profile of a telephone's wide colours, with a gamma of 2.2."""

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    curve = b"curv" + bytes(4) + struct.pack(">IHxx", 1, round(2.2 * 256))
    tags = {b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642) + fixed(1) + fixed(0.8249)}
    for name, primary in zip("rgb", P3, strict=True):
        tags[name.encode() + b"XYZ"] = b"XYZ " + bytes(4) + b"".join(map(fixed, primary))
        tags[name.encode() + b"TRC"] = curve
    table, body, place = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", place + len(body), len(data))
        body += data
    head = bytes(8) + b"\x02\x10\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    head += fixed(0.9642) + fixed(1) + fixed(0.8249) + bytes(48)
    whole = head + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(whole)) + whole[4:]
