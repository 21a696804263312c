import io

import pytest
from PIL import Image

from minishop.brand import uploads
from minishop.brand.uploads import UploadRefused


def picture(width=600, height=600, kind="PNG", mode="RGBA", colour=(107, 47, 78, 128), **saved):
    file = io.BytesIO()
    Image.new(mode, (width, height), colour[: len(mode)]).save(file, kind, **saved)
    return file.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_logo_keeps_its_transparency_and_fits_the_bar():
    image = opened(uploads.logo(picture(3000, 500)))
    assert image.format == "PNG"
    assert image.width <= 1200
    assert image.height <= 240
    assert image.getpixel((5, 5))[3] == 128


def test_an_icon_is_the_middle_square():
    wide = Image.new("RGB", (1200, 600), "white")
    wide.paste("red", (300, 0, 900, 600))
    file = io.BytesIO()
    wide.save(file, "PNG")
    image = opened(uploads.icon(file.getvalue())).convert("RGB")
    assert image.size == (600, 600)
    assert {image.getpixel(point) for point in ((2, 2), (598, 598))} == {(255, 0, 0)}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (picture(200, 200), "small"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format"),
        (picture()[:300], "format"),
        (picture(5000, 5000, mode="RGB", colour=(1, 1, 1)), "pixels"),
        (b"x" * (uploads.MAX_BYTES + 1), "size"),
    ],
    ids=["small", "svg", "cut", "bomb", "large"],
)
def test_what_is_no_icon_is_refused_with_its_reason(data, reason):
    with pytest.raises(UploadRefused) as refusal:
        uploads.icon(data)
    assert refusal.value.reason == reason


def test_nothing_of_the_upload_but_its_picture_is_kept():
    told = Image.Exif()
    told[0x010E] = "a secret place"
    data = picture(mode="RGB", colour=(1, 2, 3), kind="JPEG", exif=told)
    assert b"a secret place" in data
    assert b"a secret place" not in uploads.icon(data)


def test_only_small_woff2_letters_are_taken():
    uploads.check_font(b"wOF2" + b"x" * 100)
    for data, reason in ((b"OTTO1234", "font"), (b"wOF2" + b"x" * uploads.MAX_FONT_BYTES, "size")):
        with pytest.raises(UploadRefused) as refusal:
            uploads.check_font(data)
        assert refusal.value.reason == reason
