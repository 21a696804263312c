"""Reviews as shoppers read and write them."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.pictures import services as pictures
from catalog.products import services as products
from catalog.shelf import services as shelf
from orders.orders import access
from orders.orders.models import OrderLine
from orders.reviews import services as reviews
from orders.reviews.models import Review
from tests import factories, schema_org
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db


def many(count: int, **fields) -> list[Review]:
    """So many reviews of one product."""
    store = factories.store()
    variant = factories.variant(stock={store: count + 1})
    lines = [factories.arrived(variant=variant, at=store) for _ in range(count)]
    return [
        factories.review(line=line, text=f"Words {i}.", photos=[photograph(90, 90)], **fields)
        for i, line in enumerate(lines)
    ]


def page(client, product, more: str = "") -> str:
    return client.get(f"/products/{product.handle}/{more}").content.decode()


def facts(html: str) -> dict:
    found = schema_org.blocks(html)
    assert schema_org.flaws(found) == []
    return next(node for node in found if node["@type"] in ("Product", "ProductGroup"))


def with_a_cover(review: Review) -> None:
    products.set_images(product=review.product, pictures=[pictures.add(photograph(), alt="A veil")])


def test_a_product_nobody_reviewed_says_nothing_of_stars(client):
    review = factories.review(state="waiting")
    with_a_cover(review)

    html = page(client, review.product)

    assert "What owners say" not in html
    assert "stars" not in html
    assert not {"aggregateRating", "review"} & facts(html).keys()


def test_a_rated_product_says_so_beside_its_price_in_words_and_to_search_engines(client):
    first, second = many(2, rating=5)
    reviews.write(line=second.line, rating=4, text="Good.", name="Jia")
    second.refresh_from_db()
    reviews.publish(review=second, seen=second.written_at)
    with_a_cover(first)

    html = page(client, first.product)

    assert html.index('value="238"') < html.index("4.5 of 5, 2 reviews") < html.index("What owners say")
    assert html.index("Good.") < html.index("Words 0.")
    told = facts(html)
    assert told["aggregateRating"] == {
        "@type": "AggregateRating", "bestRating": 5, "worstRating": 1, "ratingValue": 4.5, "reviewCount": 2,
    }  # fmt: skip
    assert [one["reviewBody"] for one in told["review"]] == ["Good.", "Words 0."]
    assert told["review"][0]["author"]["name"] == "Jia"
    assert told["review"][0]["reviewRating"]["ratingValue"] == 4
    assert "-w-" in told["review"][0]["image"][0]


def test_what_is_published_or_taken_back_shows_at_once_on_kept_pages(
    client, django_capture_on_commit_callbacks
):
    [review] = many(1)
    assert "1 review" in page(client, review.product)

    with django_capture_on_commit_callbacks(execute=True):
        reviews.withdraw(review=review)
    assert "What owners say" not in page(client, review.product)


def test_the_list_is_read_by_stars_and_further_back(client):
    rows = many(12)
    for row in rows[:2]:
        reviews.write(line=row.line, rating=1, text="Too small.")
        row.refresh_from_db()
        reviews.publish(review=row, seen=row.written_at)

    first = page(client, rows[0].product, "reviews/")
    assert first.count('class="review"') == 10
    assert "page=2" in first
    second = page(client, rows[0].product, "reviews/?page=2")
    assert (second.count('class="review"'), "page=3" in second) == (2, False)
    bad = page(client, rows[0].product, "reviews/?stars=1")
    assert (bad.count("Too small."), bad.count('class="review"')) == (2, 2)
    for odd in ("?stars=9", "?page=x", "?page=-1", "?stars=%F0"):
        assert page(client, rows[0].product, f"reviews/{odd}").count('class="review"') == 10


def test_a_list_of_nothing_says_so(client):
    product = factories.variant().product

    assert "Nobody has written about this piece yet." in page(client, product, "reviews/")
    assert client.get("/products/nothing-here/reviews/").status_code == 404


@pytest.mark.parametrize("count", [4, 11])
def test_pages_ask_as_often_however_many_there_are(client, count):
    product = many(count)[0].product
    found = {}
    for more in ("", "reviews/"):
        cache.clear()
        shelf.forget()
        asked = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                page(client, product, more)
            asked.append(len(queries))
        found[more] = tuple(asked)
    assert found == {"": (10, 1), "reviews/": (7, 0)}


def test_a_guest_writes_by_the_link_and_reads_how_it_stands(client):
    line = factories.arrived(email="wen@example.com")
    address = f"/orders/{line.order.number}/reviews/{line.pk}/"
    assert client.get(address).status_code == 404
    client.get(f"/o/{line.order.number}/{access.link_key(line.order)}/")
    assert "Write a review" in client.get(f"/orders/{line.order.number}/").content.decode()
    assert client.get("/orders/?tab=to-review").content.decode().count('class="order"') == 1

    photo = SimpleUploadedFile("me.jpg", photograph(200, 200, kind="JPEG").read(), "image/jpeg")
    answer = client.post(address, {"rating": "4", "text": "Warm.", "name": "", "photos": [photo]})

    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.rating, review.signed, review.photos.count()) == (4, "A buyer", 1)
    html = client.get(address).content.decode()
    assert "Under review" in html
    assert "wen@example.com" not in html
    kept = client.get(f"{address}{review.photos.get().pk}.webp")
    assert (kept["Content-Type"], b"".join(kept.streaming_content)[8:12]) == ("image/webp", b"WEBP")
    assert 'class="order"' not in client.get("/orders/?tab=to-review").content.decode()

    reviews.refuse(review=review, reason="Not about the piece.", seen=review.written_at)
    assert "Not about the piece." in client.get(address).content.decode()
    assert "Not about the piece." in client.get(f"/orders/{line.order.number}/").content.decode()

    assert client.post(f"{address}removal/").status_code == 302
    assert factories.fresh(review).state == "withdrawn"


def test_another_sees_neither_the_form_nor_the_photographs(client):
    review = factories.review(line=factories.arrived(user=factories.member()), photos=[photograph(90, 90)])
    client.force_login(factories.member())
    address = f"/orders/{review.line.order.number}/reviews/{review.line.pk}/"

    assert client.get(address).status_code == client.post(address, {"rating": 1}).status_code == 404
    assert client.post(f"{address}removal/").status_code == 404
    assert client.get(f"{address}{review.photos.get().pk}.webp").status_code == 404
    assert factories.fresh(review).state == "published"


def test_what_was_typed_is_kept_when_something_is_wrong(client):
    wen = factories.member()
    line = factories.arrived(user=wen)
    client.force_login(wen)
    address = f"/orders/{line.order.number}/reviews/{line.pk}/"
    dots = [SimpleUploadedFile(f"{i}.png", photograph(20, 20).read(), "image/png") for i in range(7)]
    drawing = SimpleUploadedFile("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/jpeg")

    for sent, flaw in (
        ({"text": "Fine words."}, "Choose from one to five stars."),
        ({"rating": 5, "text": "Fine words.", "photos": [drawing]}, "Only photographs"),
        ({"rating": 5, "text": "Fine words.", "photos": dots}, "At most 6 photographs."),
    ):
        answer = client.post(address, sent)
        assert (answer.status_code, flaw in answer.content.decode()) == (400, True), flaw
        assert "Fine words." in answer.content.decode()
    assert not Review.objects.exists()


def test_before_anything_left_there_is_no_form(client):
    wen = factories.member()
    line = factories.arrived(user=wen)
    OrderLine.objects.update(sent=0)
    client.force_login(wen)

    assert client.get(f"/orders/{line.order.number}/reviews/{line.pk}/").status_code == 404
    assert "How do you like it?" not in client.get(f"/orders/{line.order.number}/").content.decode()
