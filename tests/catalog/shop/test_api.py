"""Listings for programs: filters, orders and pages that hold while the catalogue changes."""

import pytest

from catalog.collections import services as collections
from catalog.products.models import Product
from catalog.vendors import services as vendors
from tests import factories
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

ALL = "/api/v1/products/"


def handles(client, path=ALL, **asked):
    answer = client.get(path, asked)
    assert answer.status_code == 200, answer.json()
    return [one["handle"] for one in answer.json()["results"]]


@pytest.fixture
def shelf():
    house = factories.store(code="wukang-road")
    for handle, price, fields in (
        ("veil", 300, {"tags": ["silk", "gift"], "vendor": vendors.named("Lune")}),
        ("bag", 900, {"tags": ["leather", "gift"]}),
        ("card", 50, {}),
    ):
        made = factories.product(handle=handle, **fields)
        factories.variant(product=made, price=price, stock={house: 2} if handle == "veil" else {})
    return {row.handle: row for row in Product.objects.all()}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"tag": ["gift"]}, {"veil", "bag"}),
        ({"tag": ["gift", "silk"]}, {"veil"}),
        ({"brand": "lune"}, {"veil"}),
        ({"collection": "gifts"}, {"bag"}),
        ({"min_price": "100"}, {"veil", "bag"}),
        ({"min_price": "100", "max_price": "300.00"}, {"veil"}),
        ({"collection": "no-such"}, set()),
        ({}, {"veil", "bag", "card"}),
    ],
)
def test_pieces_that_answer_are_found_and_no_others(client, shelf, asked, found):
    collections.create(handle="gifts", title="Gifts", products=[shelf["bag"]])
    assert set(handles(client, **asked)) == found


def test_stock_and_stores_are_asked_for(client, shelf):
    Product.objects.filter(handle="card").update(in_stock=False)
    assert "card" not in handles(client, in_stock="true")
    assert handles(client, in_stock="false") == ["card"]
    Product.objects.filter(handle="bag").update(facets=[])
    assert handles(client, store="nowhere") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"in_stock": "yes"},
        {"min_price": "cheap"},
        {"max_price": "1e9"},
        {"sort": "best"},
        {"size": "0"},
        {"size": "-1"},
        {"size": "x"},
        {"tag": "x" * 161},
        {"brand": ["x"] * 13},
        {"tag": "a\0b"},
    ],
)
def test_what_makes_no_sense_is_refused_by_name(client, asked):
    refused = client.get(ALL, asked)
    assert refused.status_code == 400
    assert [flaw["parameter"] for flaw in refused.json()["errors"]] == list(asked)


@pytest.mark.parametrize("sort", ["", "newest", "loved", "price-up", "price-down"])
def test_every_order_goes_on_and_back_without_repeat_while_pieces_are_added(client, sort):
    bulk.catalogue(11)
    asked = {"sort": sort} if sort else {}
    whole = handles(client, **asked)
    page = client.get(ALL, {**asked, "size": 4}).json()
    seen = [one["handle"] for one in page["results"]]
    assert page["previous"] is None
    factories.product(handle="new")
    while page["next"]:
        page = client.get(page["next"]).json()
        seen += [one["handle"] for one in page["results"]]
    assert [handle for handle in seen if handle != "new"] == whole
    back = client.get(page["previous"]).json()
    assert [one["handle"] for one in back["results"] if one["handle"] != "new"][-3:] == whole[5:8]


def test_a_collection_keeps_its_own_order(client, shelf):
    rows = [shelf["card"], shelf["veil"], shelf["bag"]]
    collections.create(handle="gifts", title="Gifts", products=rows)
    path = "/api/v1/collections/gifts/products/"
    assert handles(client, path) == ["card", "veil", "bag"]
    page = client.get(path, {"size": 2}).json()
    assert [one["handle"] for one in client.get(page["next"]).json()["results"]] == ["bag"]
    assert handles(client, path, sort="price-down") == ["bag", "veil", "card"]
    assert client.get("/api/v1/collections/none/products/").status_code == 404


def test_a_cursor_of_another_list_or_made_up_is_refused(client):
    bulk.catalogue(3)
    cursor = client.get(ALL, {"size": 1}).json()["next"].split("cursor=")[1].split("&")[0]
    for asked in ({"cursor": cursor, "sort": "price-up"}, {"cursor": "MTIz"}, {"cursor": cursor + "x"}):
        refused = client.get(ALL, asked)
        assert (refused.status_code, refused.json()["type"][-12:]) == (400, "/bad-cursor/")


@pytest.mark.parametrize("size", [3, 60])
def test_queries_do_not_grow_with_the_catalogue(client, size, django_assert_num_queries):
    bulk.catalogue(size)
    client.get(ALL, {"brand": "maker-0"})
    for path, queries in {
        f"{ALL}?size=50&sort=price-up": 1,
        f"{ALL}?size=50&brand=maker-0": 1,
        "/api/v1/variants/?size=50": 1,
        "/api/v1/stores/": 1,
        "/api/v1/brands/": 1,
        "/api/v1/collections/": 1,
        "/api/v1/stories/": 2,
    }.items():
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200
