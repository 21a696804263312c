import pytest
from django.urls import reverse

from catalog.products import services as products
from catalog.products.models import Product
from tests.catalog import bulk

pytestmark = pytest.mark.django_db


def test_a_list_goes_on_page_by_page_without_repeat(client):
    bulk.catalogue(30)
    address, seen = reverse("api-products") + "?size=12", []
    while address:
        page = client.get(address).json()
        seen += [product["handle"] for product in page["results"]]
        address = page["next"]
    assert seen == [f"piece-{n}" for n in range(30)]


def test_a_page_is_never_longer_than_a_hundred(client):
    bulk.catalogue(110)
    assert len(client.get(reverse("api-products"), {"size": 100}).json()["results"]) == 100
    assert client.get(reverse("api-products"), {"size": 101}).status_code == 400


def test_a_product_carries_what_its_page_shows(client):
    product = bulk.catalogue(4)[0]
    told = client.get(reverse("api-product", args=[product.handle])).json()
    assert told["title"] == "Piece 0"
    assert told["price_from"] == "200.00"
    assert told["options"] == ["Colour"]
    assert [variant["options"] for variant in told["variants"]] == [["Plum"], ["Sand"]]
    assert told["variants"][0]["price"] == {"amount": "238.00", "compare_at": None, "currency": "CNY"}
    assert told["variants"][0]["stores"] == ["house-0", "house-1"]
    assert len(told["images"]) == 3
    assert told["related"] == ["piece-1", "piece-2", "piece-3"]


def test_it_answers_in_the_language_asked_for(client):
    product = bulk.catalogue(1)[0]
    address = reverse("api-product", args=[product.handle])
    told = client.get(address, headers={"accept-language": "zh-CN"}).json()
    assert (told["title"], told["variants"][0]["options"]) == ("物件 0", ["梅紫"])


def test_drafts_are_neither_listed_nor_found(client):
    product = bulk.catalogue(1)[0]
    products.unpublish(product=product)
    assert client.get(reverse("api-products")).json()["results"] == []
    assert client.get(reverse("api-product", args=[product.handle])).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    product = bulk.catalogue(1)[0]
    answer = getattr(client, method)(reverse("api-product", args=[product.handle]), {"title": "x"})
    assert answer.status_code in (401, 403, 405)
    assert Product.objects.get().title == "Piece 0"


@pytest.mark.parametrize("size", [3, 60])
def test_a_list_is_two_queries_at_any_size(client, size, django_assert_num_queries):
    bulk.catalogue(size)
    with django_assert_num_queries(1):
        client.get(reverse("api-products"), {"size": 50})
    with django_assert_num_queries(4):
        client.get(reverse("api-product", args=["piece-0"]))
