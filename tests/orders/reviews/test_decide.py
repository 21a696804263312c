"""What staff do with a review, and what the product's rating does then."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage

from catalog.aftersale import ratings
from catalog.pictures.models import PictureNotKept
from minishop.events.models import Event
from minishop.states import IllegalMove
from orders.reviews import darkroom
from orders.reviews import services as reviews
from orders.reviews.models import ChangedMeanwhile, ReviewPhoto
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db


def rated(product) -> tuple[int, int]:
    product = factories.fresh(product)
    return product.rating_sum, product.rating_count


def test_published_it_counts_once_however_often_it_is_pressed():
    review = factories.review(state="waiting", rating=4)
    actor = factories.member()

    for _ in range(2):
        shown = reviews.publish(review=review, seen=review.written_at, actor=actor)

    assert (shown.state, shown.decided_by, rated(review.product)) == ("published", actor, (4, 1))
    assert Event.objects.filter(name="review.published").count() == 1


def test_refused_after_all_its_stars_are_taken_out_again():
    review = factories.review(rating=1)
    other = factories.review(line=factories.arrived(again=review.line))
    assert rated(other.product) == (6, 2)

    refused = reviews.refuse(review=review, reason="It is rude.", seen=review.written_at)

    assert (refused.state, refused.refusal, rated(other.product)) == ("refused", "It is rude.", (5, 1))


@pytest.mark.parametrize("verb", ["publish", "refuse"])
def test_what_was_changed_since_it_was_read_is_not_decided(verb):
    review = factories.review(state="waiting", photos=[photograph(200, 200)])
    reviews.write(line=review.line, rating=1, text="Something else.")
    more = {"reason": "It is rude."} if verb == "refuse" else {}

    with pytest.raises(ChangedMeanwhile):
        getattr(reviews, verb)(review=review, seen=review.written_at - timedelta(seconds=1), **more)

    review.refresh_from_db()
    assert (review.state, review.refusal, rated(review.product)) == ("waiting", "", (0, 0))
    assert ReviewPhoto.objects.get().renditions == {}


def test_what_was_taken_back_is_not_published():
    review = factories.review(state="waiting")
    reviews.withdraw(review=review)

    with pytest.raises(IllegalMove):
        reviews.publish(review=review, seen=review.written_at)

    assert rated(review.product) == (0, 0)


def test_photographs_lie_in_the_open_at_two_sizes_while_it_is_published():
    review = factories.review(photos=[photograph(1600, 1200)])
    photo = review.photos.get()

    assert [width for width, _url in photo.sizes("portrait")] == [192, 288]
    assert [width for width, _url in photo.sizes("whole")] == [1080]
    shown = photo.stored_files()
    assert all(map(default_storage.exists, shown))

    reviews.refuse(review=review, reason="It names someone else.", seen=review.written_at)

    assert not any(map(default_storage.exists, shown))
    assert (review.photos.get().renditions, review.photos.get().pk) == ({}, photo.pk)


def test_a_storage_that_fails_leaves_it_waiting(monkeypatch):
    review = factories.review(state="waiting", photos=[photograph(100, 100), photograph(100, 100)])
    calls = []

    def full(name, content):
        calls.append(name)
        raise OSError("no space left")

    monkeypatch.setattr(default_storage, "save", full, raising=False)
    with pytest.raises(PictureNotKept):
        reviews.publish(review=review, seen=review.written_at)

    assert calls
    review.refresh_from_db()
    assert (review.state, rated(review.product)) == ("waiting", (0, 0))


def test_files_of_a_verb_that_was_stopped_are_swept_away(monkeypatch):
    review = factories.review(photos=[photograph(100, 100)])
    shown = review.photos.get().stored_files()
    with monkeypatch.context() as stopped:
        stopped.setattr(reviews, "tidy", lambda review: 0)
        reviews.withdraw(review=review)
    assert all(map(default_storage.exists, shown))

    assert (reviews.tidy(), reviews.tidy()) == (1, 0)

    assert not any(map(default_storage.exists, shown))
    assert not ReviewPhoto.objects.exists()


def test_sizes_of_another_publishing_are_left_alone():
    review = factories.review(photos=[photograph(100, 100)])
    photo = review.photos.get()

    darkroom.hide(darkroom.show(photo))

    assert all(map(default_storage.exists, photo.stored_files()))


def test_the_house_answers_what_is_published_alone():
    review = factories.review()

    assert reviews.reply(review=review, text="Thank you.").replied_at is not None
    assert reviews.reply(review=review, text="").replied_at is None

    waiting = factories.review(state="waiting")
    with pytest.raises(IllegalMove):
        reviews.reply(review=waiting, text="Thank you.")
    assert factories.fresh(waiting).reply == ""


@pytest.mark.parametrize(
    ("stars", "told"),
    [((5,), "5.0"), ((5, 4), "4.5"), ((5, 4, 4, 4), "4.2"), ((4, 4, 5), "4.3"), ((5, 5, 4), "4.7")],
)
def test_the_average_has_one_decimal_and_its_half_is_rounded_down(stars, told):
    product = factories.product(rating_sum=sum(stars), rating_count=len(stars))

    assert ratings.of(product) == ratings.Rating(Decimal(told), len(stars))


def test_under_one_review_there_is_no_rating():
    assert ratings.of(factories.product()) is None
