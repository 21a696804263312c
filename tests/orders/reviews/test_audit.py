import pytest
from django.db.models import F

from catalog.products.models import Product
from orders.reviews.models import Review
from tests import factories
from tests.corruption import corrupt, findings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def review():
    factories.review(state="waiting")
    review = factories.review(rating=4)
    assert findings("V1") == []
    return review


def test_V1_fires_when_stars_appear_without_a_review(review):
    Product.objects.filter(pk=review.product_id).update(rating_sum=F("rating_sum") + 5)

    assert [(row["rating_sum"], row["stars"]) for row in findings("V1")] == [(9, 4)]


def test_V1_fires_when_a_review_counts_twice(review):
    Product.objects.filter(pk=review.product_id).update(rating_count=2)

    assert [(row["rating_count"], row["reviews"]) for row in findings("V1")] == [(2, 1)]


def test_V1_fires_when_a_review_is_published_behind_the_services_back():
    corrupt("UPDATE orders_review SET state = 'published' WHERE state = 'waiting'")

    assert [(row["rating_count"], row["reviews"]) for row in findings("V1")] == [(0, 1)]


def test_M1_fires_when_a_photograph_in_the_open_is_gone(review):
    photo = review.photos.create(picture="", width=1, height=1)
    photo.renditions = {"whole": [[1080, "reviews/00/nothing.webp"]]}
    photo.save()

    assert [row["file"] for row in findings("M1")] == ["reviews/00/nothing.webp"]
    assert Review.objects.count() == 2
