"""Reviews that several decide about at once."""

import pytest

from minishop import states
from orders.reviews import services as reviews
from orders.reviews.models import Review
from tests import factories
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)


def pressed_twice(race) -> Review:
    review = factories.review(state="waiting", rating=4)
    race(2, lambda _i: reviews.publish(review=review, seen=review.written_at))
    return factories.fresh(review)


def test_published_by_two_at_once_it_counts_once(race):
    for _ in range(5):
        review = pressed_twice(race)
        product = factories.fresh(review.product)
        assert (review.state, product.rating_sum, product.rating_count) == ("published", 4, 1)


def test_without_the_lock_and_the_conditional_move_it_counts_twice(race, until, monkeypatch):
    """Guard off: both read it waiting, and both move it."""

    def move(row, column, to, **_told):
        Review.objects.filter(pk=row.pk).update(state=to)

    monkeypatch.setattr(reviews, "_locked", lambda review: Review.objects.get(pk=review.pk))
    monkeypatch.setattr(states, "move", move)

    assert until(lambda: factories.fresh(pressed_twice(race).product).rating_count == 2)
    assert [row["rating_count"] - row["reviews"] for row in findings("V1")] == [1]


def test_changed_and_published_at_once_only_what_was_read_is_public(race):
    for _ in range(5):
        review = factories.review(state="waiting", rating=5, text="Lovely.")
        verbs = (
            lambda one=review: reviews.publish(review=one, seen=one.written_at),
            lambda one=review: reviews.write(line=one.line, rating=1, text="Dreadful."),
        )
        race(2, lambda i, verbs=verbs: verbs[i]())

        now = factories.fresh(review)
        assert (now.state, now.text) == ("waiting", "Dreadful.")
        assert factories.fresh(review.product).rating_count == 0


def test_written_by_two_at_once_there_is_one(race):
    line = factories.arrived()

    race(3, lambda i: reviews.write(line=line, rating=i + 1))

    assert Review.objects.filter(line=line).count() == 1


def test_published_and_taken_back_on_one_product_the_sums_hold(race):
    first = factories.review(rating=5)
    others = [
        factories.review(line=factories.arrived(again=first.line), state="waiting", rating=2)
        for _ in range(2)
    ]
    verbs = [
        lambda: reviews.withdraw(review=first),
        *(lambda one=one: reviews.publish(review=one, seen=one.written_at) for one in others),
    ]

    race(3, lambda i: verbs[i]())

    product = factories.fresh(first.product)
    assert (product.rating_sum, product.rating_count, findings("V1")) == (4, 2, [])
