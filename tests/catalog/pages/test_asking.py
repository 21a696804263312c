"""How often a composed page asks the database, with a guest's bag, at two sizes."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from catalog.collections.models import Collection
from catalog.products.models import Product
from catalog.shelf import services as shelf
from catalog.stories.models import Story
from tests import factories
from tests.catalog import bulk
from tests.catalog.pages import composed
from tests.catalog.test_query_counts import asked, with_a_full_bag

pytestmark = pytest.mark.django_db

#: address: (cold, warm); the front has a block of each kind, and two of some.
COUNTS = {"/": (8, 1), "/pages/delivery/": (2, 1)}


def compose() -> None:
    coming = factories.product(published_at=timezone.now() + timedelta(days=1))
    composed.home(
        {"kind": "hero", "story": Story.objects.get(handle="story-hero"), "picture": composed.picture()},
        {"kind": "products"},
        {"kind": "products", "products": Product.objects.order_by("pk")[2:9]},
        *({"kind": "collection", "collection": collection} for collection in Collection.objects.all()[:3]),
        {"kind": "story", "story": Story.objects.get(handle="story-essay")},
        {"kind": "drop", "products": [coming]},
        {"kind": "text", "text": "<p>Night</p>"},
        {"kind": "departments"},
        {"kind": "store"},
    )
    composed.published("delivery", text="<p>Two days.</p>")


@pytest.mark.parametrize("size", [20, 600])
def test_a_composed_page_asks_as_often_at_any_size(client, size):
    bulk.catalogue(size)
    compose()
    with_a_full_bag(client)
    found = {}
    for address in COUNTS:
        cache.clear()
        shelf.forget()
        found[address] = (asked(client, address), asked(client, address))
    assert found == COUNTS


def test_a_composed_front_is_whole_without_a_cache(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    shelf.forget()
    bulk.catalogue(20)
    compose()
    assert "Night" in client.get("/").content.decode()
