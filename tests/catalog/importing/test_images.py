"""Photographs from a folder by their name, from the web by a job, each once."""

import pytest

from catalog.fetching.models import PendingImage
from catalog.products import services as products
from catalog.products.models import Product, ProductImage
from tests.catalog import images
from tests.catalog.importing.sheets import run

pytestmark = pytest.mark.django_db

HEAD = (
    "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,"
    "Image Src,Image Alt Text,Variant Image,Status\n"
)
BOWL = f"""{HEAD}bowl,Bowl,Glaze,Celadon,B-C,300,photos/Celadon.JPG,,photos/Celadon.JPG,active
bowl,,,Iron,B-I,300,https://pictures.example/iron.jpg?v=3,Iron bowl,https://pictures.example/iron.jpg?v=3,
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "celadon.png").write_bytes(images.photograph(colour="teal").read())
    return tmp_path


def gallery() -> list[tuple[str, str]]:
    rows = ProductImage.objects.select_related("picture")
    return [(row.source, row.picture.alt) for row in rows]


def test_a_file_is_found_by_its_name_whatever_its_folder_case_and_ending(folder):
    told = run(BOWL, images=folder)
    bowl = Product.objects.get()
    assert gallery() == [("photos/Celadon.JPG", "Bowl – Celadon")]
    assert "Bowl – Celadon" in told.said(2)
    assert bowl.cover == ProductImage.objects.get().picture == bowl.variants.get(sku="B-C").picture
    assert PendingImage.objects.get().source == "https://pictures.example/iron.jpg?v=3"


def test_a_product_arrives_published_with_words_for_every_photograph(folder):
    run(BOWL, images=folder)
    assert Product.objects.get().status == Product.Status.ACTIVE


def test_a_photograph_that_is_here_is_neither_read_nor_awaited_again(folder):
    run(BOWL, images=folder)
    (folder / "deep" / "celadon.png").unlink()
    assert run(BOWL, images=folder).changes == []
    assert run(BOWL).changes == []
    assert len(gallery()) == 1


def test_what_was_missing_is_found_when_the_folder_comes_later(folder):
    told = run(BOWL)
    assert PendingImage.objects.get(source="photos/Celadon.JPG").state == PendingImage.State.REFUSED
    assert "No photograph of this name" in told.said(2)
    run(BOWL, images=folder)
    assert [source for source, _alt in gallery()] == ["photos/Celadon.JPG"]
    assert not PendingImage.objects.filter(source="photos/Celadon.JPG").exists()


def test_a_file_that_is_no_photograph_costs_only_itself(folder):
    (folder / "deep" / "celadon.png").write_bytes(b"not a picture")
    told = run(BOWL, images=folder)
    assert told.reported == 0
    assert "no photograph" in told.said(2)
    assert PendingImage.objects.get(source="photos/Celadon.JPG").state == PendingImage.State.REFUSED


def test_a_photograph_the_table_no_longer_names_is_gone_and_one_staff_uploaded_stays(folder):
    run(BOWL, images=folder)
    bowl = Product.objects.get()
    uploaded = products_picture("gold")
    ProductImage.objects.create(product=bowl, picture=uploaded, position=7)
    told = run(BOWL.replace("photos/Celadon.JPG", ""), images=folder)
    assert gallery() == [("", "gold")]
    assert "photos/Celadon.JPG" in [change.before for change in told.changes]
    assert bowl.variants.get(sku="B-C").picture is None


def test_words_of_a_photograph_that_another_product_shows_stay(folder):
    run(BOWL, images=folder)
    picture = ProductImage.objects.get().picture
    other = products.create(handle="other", title="Other")
    products.set_images(product=other, pictures=[picture])
    told = run(BOWL.replace("photos/Celadon.JPG,,", "photos/Celadon.JPG,New words,"), images=folder)
    picture.refresh_from_db()
    assert picture.alt == "Bowl – Celadon"
    assert "words stay" in told.said(2)


def test_a_dry_run_leaves_the_files_where_they_are(folder):
    told = run(BOWL, dry=True, images=folder)
    assert told.reported == 0
    assert not ProductImage.objects.exists()


def products_picture(colour: str):
    from catalog.pictures import services as pictures

    return pictures.add(images.photograph(colour=colour), alt=colour)


def test_a_row_that_is_kept_out_costs_no_photograph(folder):
    run(BOWL, images=folder)
    before, waiting = gallery(), list(PendingImage.objects.values_list("pk", "source", "state"))
    told = run(BOWL.replace(",300,", ",on request,"))
    assert told.reported == 2
    assert gallery() == before
    one = run(BOWL.replace("B-I,300", "B-I,on request"))
    assert (one.applied, one.reported) == (1, 1)
    assert gallery() == before
    other = run(BOWL.replace("B-C,300", "B-C,on request"))
    assert (other.applied, other.reported) == (1, 1)
    assert gallery() == before
    assert list(PendingImage.objects.values_list("pk", "source", "state")) == waiting
