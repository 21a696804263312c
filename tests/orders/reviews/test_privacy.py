"""What becomes of a review with its writer: a copy, an erasure, two accounts that become one."""

import pytest
from django.core.files.storage import storages

from minishop import merging
from minishop.privacy import holdings, in_order
from orders.claims import services as claims
from orders.orders.models import Order
from orders.reviews import privacy
from orders.reviews import services as reviews
from orders.reviews.models import Review, ReviewPhoto
from tests import factories
from tests.catalog.images import photograph
from tests.corruption import findings

pytestmark = pytest.mark.django_db
SAID = {"text": "My sister Anna loves it.", "name": "Wen", "rating": 4}


def written(**fields) -> Review:
    return factories.review(line=factories.arrived(**fields), photos=[photograph(90, 90)], **SAID)


def erase(person) -> None:
    for name in ("reviews", "orders"):
        holdings[name].erase(person)


def test_the_copy_has_every_word_and_photograph():
    wen = factories.member()
    review = written(user=wen)
    written(user=factories.member())

    [row] = privacy.export(wen)

    assert (row["text"], row["name"], row["rating"], row["state"]) == (*SAID.values(), "published")
    [(name, _file)] = privacy.files(wen)
    assert name == f"review-{review.pk}-{review.photos.get().pk}.webp"


def test_erased_the_stars_stay_as_nobodys_and_nothing_else_does():
    wen = factories.member()
    review = written(user=wen)
    reviews.reply(review=review, text="Dear Wen, thank you.")
    file = str(review.photos.get().picture.name)

    for _ in range(2):
        erase(wen)

    review.refresh_from_db()
    assert (review.state, review.rating, review.text, review.name, review.reply) == (
        "published",
        4,
        "",
        "",
        "",
    )
    assert not ReviewPhoto.objects.exists()
    assert not storages["private"].exists(file)
    assert (factories.fresh(review.product).rating_count, findings("V1")) == (1, [])
    assert privacy.export(wen)[0]["text"] == ""


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_what_was_never_public_goes_altogether(state):
    wen = factories.member()
    review = factories.review(line=factories.arrived(user=wen), state=state, **SAID)

    erase(wen)

    review.refresh_from_db()
    assert (review.state, review.rating, review.text) == ("withdrawn", None, "")


def test_a_guests_review_goes_with_the_member_whose_address_it_was_before_the_order_forgets_it():
    wen = factories.member(email="wen@example.com")
    review = written(email="WEN@example.com")
    Order.objects.filter(pk=review.line.order_id).update(state="completed")
    names = [name for name, _holding in in_order()]
    assert names.index("reviews") < names.index("orders")

    erase(wen)

    assert factories.fresh(review).text == ""


def test_the_audit_finds_what_an_erased_person_still_says():
    wen = factories.member()
    written(user=wen)
    before = len(findings("D1"))
    type(wen).objects.filter(pk=wen.pk).update(erased_at="2026-01-01T00:00:00Z")

    assert list(holdings["reviews"].remains())
    assert len(findings("D1")) > before


def test_a_review_follows_its_order_to_the_account_that_is_kept_or_claims_it():
    wen, other = factories.member(), factories.member()
    mine, guests = written(user=other), written()

    merging.join(wen, other)
    claims.claim(user=wen, orders=Order.objects.filter(pk=guests.line.order_id))

    assert {row["name"] for row in privacy.export(wen)} == {"Wen"}
    assert len(privacy.export(wen)) == 2
    assert privacy.export(other) == []
    assert factories.fresh(mine).state == "published"
