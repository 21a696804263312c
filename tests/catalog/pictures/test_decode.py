"""Whatever cameras and programs write becomes an upright, opaque picture in sRGB, or is refused."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from catalog.pictures import services as pictures
from catalog.pictures.decode import PictureRefused, decode
from catalog.pictures.models import Picture
from tests.catalog.images import photograph, wide_profile

pytestmark = pytest.mark.django_db

PLUM = (0x6B, 0x2F, 0x4E)


def file_of(image: Image.Image, kind: str, **saving: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **saving)
    return file.getvalue()


def middle(data: bytes) -> tuple[int, ...]:
    image = decode(data)
    assert image.mode == "RGB"
    return image.getpixel((image.width // 2, image.height // 2))


def test_colours_of_another_profile_are_turned_into_srgb():
    """Half a telephone's green is more than half of sRGB's, and less of its red and blue."""
    data = file_of(Image.new("RGB", (40, 40), (100, 160, 100)), "PNG", icc_profile=wide_profile())
    red, green, blue = middle(data)
    assert (red, green, blue) == pytest.approx((73, 162, 92), abs=6)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_profile_that_says_srgb_changes_nothing(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = file_of(Image.new("RGB", (40, 40), PLUM), kind, icc_profile=profile)
    assert middle(data) == pytest.approx(PLUM, abs=4)


def test_a_broken_profile_is_ignored():
    data = file_of(Image.new("RGB", (40, 40), PLUM), "PNG", icc_profile=b"no profile")
    assert middle(data) == PLUM


def test_a_print_in_four_inks_is_read():
    data = file_of(Image.new("CMYK", (40, 40), (0, 0, 0, 255)), "JPEG")
    assert max(middle(data)) < 10


def test_sixteen_bits_keep_their_light():
    data = file_of(Image.new("I;16", (40, 40), 32768), "PNG")
    assert middle(data) == pytest.approx((127, 127, 127), abs=2)


@pytest.mark.parametrize("alpha", [0, 128])
def test_what_shines_through_lies_on_white(alpha):
    seen = middle(file_of(Image.new("RGBA", (40, 40), (0, 0, 0, alpha)), "PNG"))
    assert seen == pytest.approx((255 - alpha,) * 3, abs=1)


def test_a_palette_with_a_hole_lies_on_white():
    image = Image.new("P", (40, 40), 0)
    image.putpalette([0x6B, 0x2F, 0x4E, 0, 0, 0])
    assert middle(file_of(image, "PNG", transparency=0)) == (255, 255, 255)
    assert middle(file_of(image, "PNG")) == PLUM


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_a_film_gives_its_first_picture(kind):
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("#6b2f4e", "#ffffff")]
    data = file_of(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, lossless=True)
    assert middle(data) == PLUM


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_that_breaks_off_is_refused(kind):
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    data = file_of(noise, kind)
    with pytest.raises(PictureRefused) as refusal:
        pictures.add(io.BytesIO(data[: len(data) // 2]))
    assert (refusal.value.reason, Picture.objects.count()) == ("format", 0)


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"%PDF-1.7\n" + photograph().getvalue(),
        b"<html>" + photograph(kind="JPEG").getvalue(),
        b"PK\x03\x04" + bytes(60),
    ],
    ids=["svg", "pdf before", "html before", "zip"],
)
def test_what_begins_as_something_else_is_refused(data, media):
    with pytest.raises(PictureRefused) as refusal:
        pictures.add(io.BytesIO(data))
    assert refusal.value.reason == "format"
    assert (Picture.objects.count(), list(media.rglob("*.*"))) == (0, [])


def test_what_hangs_behind_a_picture_is_left_behind(media):
    payload = b"<script>alert('moon')</script>PK\x05\x06" + bytes(18)
    picture = pictures.add(io.BytesIO(photograph(kind="JPEG", comment=b"<?php moon").getvalue() + payload))
    pictures.slim(picture=picture)
    files = [path for path in media.rglob("*.*") if path.is_file()]
    assert len(files) > 6
    assert not any(word in path.read_bytes() for path in files for word in (b"moon", b"PK\x05\x06"))


def test_where_it_was_taken_and_its_profile_survive_in_no_file(media):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Wen"
    exif.get_ifd(0x8825)[2] = (31.0, 12.0, 26.5)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = photograph(kind="JPEG", exif=exif.tobytes(), icc_profile=profile)
    picture = pictures.add(data)
    pictures.slim(picture=picture)
    names = [picture.file.name, *picture.stored_files()]
    for name in names:
        with default_storage.open(name) as file:
            image = Image.open(io.BytesIO(file.read()))
        assert not dict(image.getexif())
        assert not {"icc_profile", "xmp", "exif", "comment"} & image.info.keys()


def test_a_broken_avif_is_refused_like_any_other():
    data = file_of(Image.new("RGB", (40, 40), PLUM), "AVIF").replace(b"pitm", b"free")
    with pytest.raises(PictureRefused, match="format"):
        decode(data)


@pytest.mark.parametrize("size", [(1, 1), (7, 7), (20_000, 1), (1, 20_000), (100, 1600)])
def test_what_is_too_small_or_too_thin_to_cut_is_refused(size):
    with pytest.raises(PictureRefused, match="format"):
        pictures.add(io.BytesIO(file_of(Image.new("RGB", size, PLUM), "PNG")))


@pytest.mark.parametrize("size", [(8, 8), (1080, 16_200), (1500, 100)])
def test_what_is_just_wide_enough_is_kept(size):
    kept = pictures.add(io.BytesIO(file_of(Image.new("RGB", size, PLUM), "PNG")))
    pictures.focus(picture=kept, focal=(0.1, 0.9))
    assert pictures.slim(picture=kept)
