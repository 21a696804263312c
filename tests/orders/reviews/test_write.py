"""Writing a review, changing it, taking it back."""

import io

import pytest
from django.core.files.storage import default_storage, storages
from PIL import Image

from catalog.pictures.decode import PictureRefused
from minishop.events.models import Event
from orders.orders.models import OrderLine
from orders.reviews import services as reviews
from orders.reviews.models import NotReviewable, Review, ReviewPhoto, TooManyPhotos
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db


def in_the_vault() -> set[str]:
    """Every file of reviews there."""
    vault = storages["private"]
    folders = vault.listdir("reviews")[0] if vault.exists("reviews") else []
    return {file for folder in folders for file in vault.listdir(f"reviews/{folder}")[1]}


def test_a_buyer_of_a_piece_that_came_writes_once_and_staff_read_it_first():
    line = factories.arrived()

    review = reviews.write(line=line, rating=4, text="Softer than it looks.", name="Wen", language="en")

    assert (review.state, review.rating, review.product) == ("waiting", 4, line.variant.product)
    product = factories.fresh(line.variant.product)
    assert (product.rating_sum, product.rating_count) == (0, 0)
    assert Event.objects.get(name="review.written").data == {"product": product.pk}


@pytest.mark.parametrize(("sent", "returned"), [(0, 0), (2, 2)])
def test_what_never_left_or_all_came_back_can_not_be_reviewed(sent, returned):
    line, before = factories.arrived(pieces=2), in_the_vault()
    OrderLine.objects.update(sent=sent, returned=returned)

    with pytest.raises(NotReviewable):
        reviews.write(line=line, rating=1, photos=[photograph(100, 100)])

    assert not Review.objects.exists()
    assert in_the_vault() == before


def test_with_one_of_two_kept_one_may_write():
    line = factories.arrived(pieces=2)
    OrderLine.objects.update(returned=1)

    assert reviews.write(line=line, rating=3).state == "waiting"


def test_written_anew_it_waits_again_and_counts_no_longer():
    review = factories.review(rating=5)
    product = factories.fresh(review.product)
    assert (product.rating_sum, product.rating_count) == (5, 1)

    again = reviews.write(line=review.line, rating=2, text="It lost its colour.", name="Wen")

    assert (again.pk, again.state, again.rating) == (review.pk, "waiting", 2)
    product.refresh_from_db()
    assert (product.rating_sum, product.rating_count) == (0, 0)


def test_a_refusal_is_forgotten_when_it_is_written_anew():
    review = factories.review(state="refused")
    assert review.refusal == "Not about the piece."

    again = reviews.write(line=review.line, rating=5, text="Warm, and light.")

    assert (again.state, again.refusal, again.decided_at) == ("waiting", "", None)


def test_photographs_are_encoded_anew_and_lie_where_nobody_can_fetch_them():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Wen"
    exif[0x0112] = 6
    review = factories.review(
        state="waiting", photos=[photograph(2400, 1200, kind="JPEG", exif=exif.tobytes())]
    )

    photo = review.photos.get()

    assert (photo.width, photo.height) == (1000, 2000)
    with photo.picture.open("rb") as file, Image.open(io.BytesIO(file.read())) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (1000, 2000), {})
    assert not default_storage.exists(str(photo.picture.name))
    assert photo.renditions == {}


@pytest.mark.parametrize(
    "file",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a....", b"\x89PNG\r\n\x1a\n broken"],
    ids=["svg", "gif", "broken"],
)
def test_what_is_no_photograph_is_refused_and_nothing_is_kept(file):
    line, before = factories.arrived(), in_the_vault()

    with pytest.raises(PictureRefused):
        reviews.write(line=line, rating=5, photos=[photograph(100, 100), io.BytesIO(file)])

    assert not Review.objects.exists()
    assert in_the_vault() == before


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened():
    file = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(file, "PNG")
    file.seek(0)

    with pytest.raises(PictureRefused) as refused:
        reviews.write(line=factories.arrived(), rating=5, photos=[file])

    assert refused.value.reason == "pixels"


def test_more_than_six_photographs_are_too_many_however_they_come():
    line = factories.arrived()
    with pytest.raises(TooManyPhotos):
        reviews.write(line=line, rating=5, photos=[photograph(60, 60) for _ in range(7)])
    review = reviews.write(line=line, rating=5, photos=[photograph(60, 60) for _ in range(5)])
    before = in_the_vault()

    with pytest.raises(TooManyPhotos):
        reviews.write(line=line, rating=1, photos=[photograph(60, 60) for _ in range(2)])

    review.refresh_from_db()
    assert (review.rating, in_the_vault()) == (5, before)


def test_photographs_not_kept_are_gone_with_their_files():
    review = factories.review(photos=[photograph(300, 300), photograph(300, 300, colour="#224466")])
    stays, goes = review.photos.all()
    shown = goes.stored_files() + stays.stored_files()
    assert all(default_storage.exists(name) for name in shown)

    reviews.write(line=review.line, rating=5, keep=[stays.pk], photos=[photograph(200, 200)])

    assert [photo.pk == stays.pk for photo in review.photos.all()] == [True, False]
    assert not storages["private"].exists(str(goes.picture.name))
    assert storages["private"].exists(str(stays.picture.name))
    assert not any(default_storage.exists(name) for name in shown)


def test_withdrawn_it_leaves_nothing_and_may_be_written_anew():
    review = factories.review(rating=4, photos=[photograph(300, 300)])
    photo = review.photos.get()

    for _ in range(2):
        gone = reviews.withdraw(review=review)

    assert (gone.state, gone.rating, gone.text, gone.name) == ("withdrawn", None, "", "")
    assert not ReviewPhoto.objects.exists()
    assert not any(map(default_storage.exists, photo.stored_files()))
    assert not storages["private"].exists(str(photo.picture.name))
    product = factories.fresh(review.product)
    assert (product.rating_sum, product.rating_count) == (0, 0)

    assert reviews.write(line=review.line, rating=3).state == "waiting"


def test_one_who_sent_all_back_may_still_change_or_take_back_what_they_wrote():
    review = factories.review()
    OrderLine.objects.update(returned=1)

    assert reviews.write(line=review.line, rating=2).rating == 2
    reviews.withdraw(review=review)
    with pytest.raises(NotReviewable):
        reviews.write(line=review.line, rating=1)
