"""Reviews as programs read and write them."""

import pytest

from orders.orders import access
from orders.orders.models import OrderLine
from orders.reviews.models import Review
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db


def place_of(line: OrderLine) -> str:
    return f"/api/v1/orders/{line.order.number}/lines/{line.pk}/review/"


def key(line: OrderLine) -> dict[str, str]:
    return {"Order-Key": access.link_key(line.order)}


def send(client, line, headers=None, **body):
    return client.put(place_of(line), body, content_type="application/json", headers=headers)


def test_everyone_reads_what_is_published_and_nothing_of_whose_it_is(client):
    review = factories.review(
        line=factories.arrived(email="wen@example.com"), rating=4, photos=[photograph(400, 500)]
    )
    factories.review(line=factories.arrived(again=review.line), state="refused")

    told = client.get(f"/api/v1/products/{review.product.handle}/reviews/").json()["results"]

    [row] = told
    assert (row["rating"], row["text"], row["name"]) == (4, "Softer than it looks.", "Wen")
    assert row.keys() == {"id", "rating", "text", "name", "language", "reply", "written_at", "photos"}
    assert row["photos"][0]["url"].startswith("http")
    whole = client.get(f"/api/v1/products/{review.product.handle}/").json()
    assert whole["rating"] == {"value": 4.0, "count": 1}


def test_they_are_found_by_stars(client):
    review = factories.review(rating=4)
    address = f"/api/v1/products/{review.product.handle}/reviews/"

    assert [len(client.get(address, {"stars": n}).json()["results"]) for n in (4, 5)] == [1, 0]
    assert client.get(address, {"stars": "six"}).status_code == 400
    assert client.get("/api/v1/products/nothing-here/reviews/").status_code == 404


def test_a_guest_writes_changes_and_deletes_their_own_by_the_orders_key(client):
    line = factories.arrived()
    assert client.get(place_of(line), headers=key(line)).status_code == 404

    answer = send(client, line, key(line), rating=5, text="Lovely.", name="Wen")
    assert (answer.status_code, answer.json()["state"], answer.json()["refusal"]) == (200, "waiting", "")
    assert send(client, line, key(line), rating=2).json()["rating"] == 2
    assert client.get(place_of(line), headers=key(line)).json()["text"] == ""

    assert client.delete(place_of(line), headers=key(line)).status_code == 204
    assert client.delete(place_of(line), headers=key(line)).status_code == 404
    assert Review.objects.get().state == "withdrawn"


def test_a_refused_one_says_why(client):
    line = factories.review(state="refused").line

    told = client.get(place_of(line), headers=key(line)).json()

    assert (told["state"], told["refusal"]) == ("refused", "Not about the piece.")


def test_what_is_not_there_or_not_ones_own_is_refused(client, bearer):
    wen = factories.member()
    line = factories.arrived(user=wen)

    assert send(client, line, rating=5).status_code == 404
    assert send(client, line, bearer(factories.member(), "orders:write"), rating=5).status_code == 404
    assert send(client, line, bearer(wen, "orders:read"), rating=5).status_code == 403
    assert send(client, line, key(line), rating=6).status_code == 400
    OrderLine.objects.update(returned=1)
    refused = send(client, line, key(line), rating=5)
    assert (refused.status_code, refused.json()["type"].split("/")[-2]) == (409, "not-reviewable")
    assert not Review.objects.exists()


def test_written_again_and_again_it_has_to_wait(client):
    line = factories.arrived()

    answers = [send(client, line, key(line), rating=5).status_code for _ in range(13)]

    assert answers == [200] * 12 + [429]
