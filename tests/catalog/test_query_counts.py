"""Exact counts at two sizes: a page that asks more as the catalogue grows fails here."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.products.models import Product, Variant
from catalog.search import services as search
from catalog.shelf import services as shelf
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

#: address: (cold, warm), with a guest's bag of eight pieces.
COUNTS = {
    "/": (7, 1),
    "/shop/": (7, 1),
    "/shop/?page=2&sort=price-up&here=house-1": (7, 1),
    "/shop/filters/": (7, 0),
    "/shop/filters/?dept=dept-1&opt=colour:plum": (8, 0),
    "/shop/?opt=colour:plum&stock=1": (7, 1),
    "/shop/?upto=2": (5, 1),
    "/collections/dept-1/": (5, 1),
    "/collections/dept-1/filters/": (7, 0),
    "/brands/": (2, 1),
    "/brands/maker-1/": (6, 1),
    "/brands/maker-1/filters/?opt=colour:plum&max=1500": (8, 0),
    "/products/piece-3/": (9, 2),
    "/products/piece-3/choose/": (5, 1),
    "/stories/story-essay/": (3, 1),
}


def with_a_full_bag(client: Client) -> None:
    for variant in Variant.objects.order_by("pk")[:8]:
        client.post(reverse("bag-lines"), {"variant": variant.pk, "quantity": 1, "next": "bag"})


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("size", [20, 2000])
def test_pages_ask_as_often_at_any_size(client, size):
    bulk.catalogue(size)
    with_a_full_bag(client)
    found = {}
    for address in COUNTS:
        cache.clear()
        shelf.forget()
        found[address] = (asked(client, address), asked(client, address))
    assert found == COUNTS


def test_a_first_visit_asks_eight_at_most_and_the_next_three(client):
    """Whoever has a bag already asks once more: what lies in it."""
    bulk.catalogue(20)
    for address in COUNTS:
        cache.clear()
        shelf.forget()
        cold, warm = asked(client, address), asked(client, address)
        assert (cold <= 8, warm <= 3) == (True, True), f"{address}: {cold} cold, {warm} warm"
    assert all(warm <= 3 for _cold, warm in COUNTS.values())


def test_pages_are_whole_without_a_cache(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    shelf.forget()
    bulk.catalogue(20)
    for address in COUNTS:
        if "page=2" not in address and "upto=2" not in address:
            assert client.get(address).status_code == 200, address


#: The same of search: the best of what answers, how many, their cards; a slip is asked for once more.
SOUGHT = {
    "/search/?q=piece": (7, 4),
    "/search/?q=piece&stock=1": (7, 4),
    "/search/filters/?q=piece": (9, 4),
    "/search/suggestions/?q=piece": (6, 3),
    "/search/?q=peice": (10, 7),
}


@pytest.mark.parametrize("size", [20, 400])
def test_search_asks_as_often_at_any_size(client, size):
    bulk.catalogue(size)
    search.index_many(Product.objects.all())
    with_a_full_bag(client)
    found = {}
    for address in SOUGHT:
        cache.clear()
        shelf.forget()
        found[address] = (asked(client, address), asked(client, address))
    assert found == SOUGHT
