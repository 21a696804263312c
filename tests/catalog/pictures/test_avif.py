"""AVIF beside WebP: made by a job, smaller, of the same look, and again after the focal point moved."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageChops, ImageStat

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.shelf import services as shelf
from minishop import demo, schedule
from tests.catalog.images import halves, photograph
from tests.corruption import findings

pytestmark = pytest.mark.django_db

BAG = Path(demo.__file__).parent / "lune_and_loom" / "images" / "arc-bag-plum.webp"


def kept(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def taken(path: Path = BAG) -> Picture:
    with path.open("rb") as file:
        return pictures.add(file)


def sweep(picture: Picture) -> None:
    schedule.run(schedule.sweeps["catalog.pictures.tasks.make_avif"])
    picture.refresh_from_db()


def test_the_job_makes_every_size_smaller():
    picture = taken()
    assert "portrait-avif" not in picture.renditions
    sweep(picture)
    assert picture.avif_at
    for shape in ("portrait", "whole"):
        webp, avif = picture.renditions[shape], picture.renditions[f"{shape}-avif"]
        assert [width for width, _ in avif] == [width for width, _ in webp]
        assert all(len(kept(a)) < len(kept(b)) for (_, a), (_, b) in zip(avif, webp, strict=True))
        assert all(Image.open(io.BytesIO(kept(name))).format == "AVIF" for _, name in avif)


def test_it_looks_the_same():
    """The mean difference of a sample stays below what an eye tells apart: one step in 256."""
    picture = taken()
    sweep(picture)
    webp, avif = (
        Image.open(io.BytesIO(kept(picture.renditions[shape][3][1]))).convert("RGB")
        for shape in ("portrait", "portrait-avif")
    )
    assert max(ImageStat.Stat(ImageChops.difference(webp, avif)).mean) < 1.5


def test_a_photograph_that_would_not_be_smaller_keeps_its_webp_alone():
    picture = pictures.add(photograph(160, 200))  # one flat colour: WebP needs less than AVIF's frame
    sweep(picture)
    assert picture.avif_at
    assert "portrait-avif" not in picture.renditions


def test_a_second_round_has_nothing_to_do():
    picture = taken()
    sweep(picture)
    before = picture.avif_at
    assert pictures.slim_all(seconds=5) == 0
    picture.refresh_from_db()
    assert picture.avif_at == before


def test_the_round_ends_when_its_time_is_over():
    taken()
    assert pictures.slim_all(seconds=-1) == 0
    assert Picture.objects.without_avif().count() == 1


def test_a_moved_focal_point_has_its_avif_made_again():
    picture = taken()
    sweep(picture)
    before = picture.renditions
    pictures.focus(picture=picture, focal=(0.1, 0.5))
    assert (picture.avif_at, "portrait-avif" in picture.renditions) == (None, False)
    sweep(picture)
    assert {name for _, name in picture.renditions["portrait-avif"]}.isdisjoint(
        name for _, name in before["portrait-avif"]
    )


def test_a_focal_point_moved_while_the_job_worked_wins():
    picture = pictures.add(halves())
    old = Picture.objects.get(pk=picture.pk)
    pictures.focus(picture=picture, focal=(1.0, 0.5))
    assert not pictures.slim(picture=old)
    picture.refresh_from_db()
    assert (picture.avif_at, picture.focal_x) == (None, 1.0)


def test_a_photograph_whose_file_is_gone_stops_no_other():
    whole, broken = taken(), pictures.add(photograph())
    default_storage.delete(broken.file.name)
    sweep(whole)
    assert whole.avif_at
    assert list(Picture.objects.without_avif()) == [broken]


def test_pages_learn_of_it(django_capture_on_commit_callbacks):
    taken()
    before = shelf.read("probe", lambda: "before")
    with django_capture_on_commit_callbacks(execute=True):
        pictures.slim_all(seconds=5)
    assert before == "before"
    assert shelf.read("probe", lambda: "after") == "after"


def test_M1_names_a_rendition_that_is_gone():
    picture = taken()
    sweep(picture)
    assert findings("M1") == []
    name = picture.renditions["portrait-avif"][2][1]
    default_storage.delete(name)
    assert [(found["row"], found["file"]) for found in findings("M1")] == [(picture.pk, name)]
