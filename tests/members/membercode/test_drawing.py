"""What the page draws is read back by a machine, from its picture."""

import zxingcpp
from PIL import Image

from members.membercode import drawing

DIGITS = "290411873360521047"


def picture(drawn: drawing.Drawing, wide: int, high: int) -> Image.Image:
    """The path on white, a module so many pixels."""
    image = Image.new("L", (drawn.width * wide, drawn.height * high), 255)
    for run in drawn.path.split("M")[1:]:
        place, width = run.split("h")[:2]
        (x, y), width = map(int, place.split()), int(width.split("v")[0])
        image.paste(0, (x * wide, y * high, (x + width) * wide, (y + 1) * high))
    return image


def test_the_qr_and_the_bars_are_read_back():
    assert zxingcpp.read_barcode(picture(drawing.qr(DIGITS), 9, 9)).text == DIGITS
    bars = zxingcpp.read_barcode(picture(drawing.bars(DIGITS), 3, 100))
    assert (bars.text, str(bars.format)) == (DIGITS, "Code 128")


def test_the_bits_for_the_script_are_the_same_modules():
    square, bars = drawing.bits(DIGITS).split()
    flat = f"{int(square, 16):0{len(square) * 4}b}"[: 21 * 21]
    assert flat.count("1") == sum(
        int(run.split("h")[1].split("v")[0]) for run in drawing.qr(DIGITS).path.split("M")[1:]
    )
    assert f"{int(bars, 16):b}".rstrip("0").startswith("11010011100")  # Code 128 begins in set C
