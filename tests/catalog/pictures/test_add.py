import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from catalog.pictures import services as pictures
from catalog.pictures.develop import LIMIT_BYTES, PictureRefused
from catalog.pictures.models import Picture
from minishop import demo
from tests.catalog.images import halves, photograph

pytestmark = pytest.mark.django_db


def opened(name: str) -> Image.Image:
    with default_storage.open(name) as file:
        return Image.open(io.BytesIO(file.read()))


def bomb(side: int = 30_000) -> io.BytesIO:
    """A file of a few kilobytes whose header promises a picture of 900 million pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b""))


def test_a_photograph_is_kept_as_webp_in_every_size():
    picture = pictures.add(photograph(), alt="A plum")
    assert (picture.width, picture.height) == (1200, 1200)
    assert [width for width, _ in picture.renditions["portrait"]] == [160, 240, 360, 480, 720, 960]
    for width, name in picture.renditions["portrait"]:
        image = opened(name)
        assert (image.format, image.size) == ("WEBP", (width, width * 5 // 4))
    assert opened(picture.renditions["whole"][0][1]).size == (1080, 1080)


def test_no_size_is_wider_than_the_photograph():
    picture = pictures.add(photograph(400, 500))
    assert [width for width, _ in picture.renditions["portrait"]] == [160, 240, 360]


def test_a_tiny_picture_is_kept_as_it_is():
    assert [width for width, _ in pictures.add(photograph(80, 100)).renditions["portrait"]] == [80]


def test_the_same_photograph_is_stored_once():
    first = pictures.add(photograph())
    files = {name for sizes in first.renditions.values() for _, name in sizes}
    again = pictures.add(photograph(), alt="other words")
    assert again.pk == first.pk
    assert {name for sizes in again.renditions.values() for _, name in sizes} == files
    assert Picture.objects.count() == 1


def test_nothing_the_camera_wrote_survives():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Wen"
    exif.get_ifd(0x8825)[1] = "N"
    picture = pictures.add(photograph(kind="JPEG", exif=exif.tobytes()))
    names = [picture.file.name, *(name for sizes in picture.renditions.values() for _, name in sizes)]
    for name in names:
        assert not opened(name).getexif()
        with default_storage.open(name) as file:
            assert b"Camera of Wen" not in file.read()


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = pictures.add(photograph(1000, 500, kind="JPEG", exif=exif.tobytes()))
    assert (picture.width, picture.height) == (500, 1000)


def test_the_cut_lies_round_the_focal_point():
    left = pictures.add(halves(), focal=(0.0, 0.5))
    red, _green, blue = opened(left.renditions["portrait"][-1][1]).convert("RGB").getpixel((10, 10))
    assert (red, blue) == pytest.approx((0x6B, 0x4E), abs=12)


def test_moving_the_focal_point_makes_new_files():
    picture = pictures.add(halves(), focal=(0.0, 0.5))
    before = picture.renditions["portrait"]
    pictures.focus(picture=picture, focal=(1.0, 0.5))
    assert {name for _, name in before}.isdisjoint(name for _, name in picture.renditions["portrait"])
    red, *_ = opened(picture.renditions["portrait"][-1][1]).convert("RGB").getpixel((10, 10))
    assert red == pytest.approx(0xFA, abs=12)


def test_the_dominant_colour_stands_in():
    colour = pictures.add(photograph(colour="#6b2f4e")).colour
    assert [int(colour[i : i + 2], 16) for i in (1, 3, 5)] == pytest.approx([0x6B, 0x2F, 0x4E], abs=4)


def test_what_was_transparent_is_white():
    file = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)
    assert pictures.add(file).colour == "#ffffff"


def test_the_busiest_photograph_still_fits_a_phone():
    woven = Path(demo.__file__).parent / "lune_and_loom" / "images" / "weave-scarf-herringbone.webp"
    with woven.open("rb") as file:
        picture = pictures.add(file)
    sizes = [default_storage.size(name) for _, name in picture.renditions["portrait"]]
    assert max(sizes) <= LIMIT_BYTES


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (bomb(), "pixels"),
        (bomb(100_000), "pixels"),
        (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "format"),
        (io.BytesIO(b"GIF89a" + bytes(64)), "format"),
        (io.BytesIO(photograph().getvalue()[:200]), "format"),
        (io.BytesIO(b""), "format"),
        (io.BytesIO(bytes(20 * 1024 * 1024 + 1)), "size"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_kept(file, reason, media):
    with pytest.raises(PictureRefused) as refusal:
        pictures.add(file)
    assert refusal.value.reason == reason
    assert not Picture.objects.exists()
    assert list(media.rglob("*.webp")) == []


def test_a_file_cut_short_by_a_crash_is_written_again():
    picture = pictures.add(photograph())
    name = picture.renditions["portrait"][0][1]
    default_storage.delete(name)
    with default_storage.open(name, "wb") as file:
        file.write(b"RIFF")
    picture.delete()
    pictures.add(photograph())
    assert opened(name).size == (160, 200)
