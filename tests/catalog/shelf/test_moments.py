from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from catalog.collections.models import Collection
from catalog.products.models import Product
from catalog.shelf import moments
from catalog.shelf import services as shelf
from catalog.stories.models import Story
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def shop(client):
    """A shop whose pages were just read, and whose moments were looked at a minute ago."""
    bulk.catalogue(4)
    for model in (Product, Story):
        model.objects.update(published_at=timezone.now() - HOUR)
    for address in (*PAGES.values(), "/", "/shop/"):
        assert client.get(address).status_code == 200, address
    cache.set(moments.LOOKED, timezone.now() - timedelta(minutes=1), None)


PAGES = {
    Product: "/products/piece-0/",
    Collection: "/collections/dept-0/",
    Story: "/stories/story-essay/",
}


@pytest.mark.parametrize("model", PAGES)
def test_a_page_is_gone_once_its_end_has_passed(client, shop, model):
    row = model.objects.get(handle=PAGES[model].split("/")[2])
    model.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now() - SECOND)
    assert client.get(PAGES[model]).status_code == 200, "still as it was kept"
    assert moments.look()
    assert client.get(PAGES[model]).status_code == 404


def test_a_page_is_there_once_its_moment_has_come(client, shop):
    soon = Collection.objects.filter(handle="dept-1")
    soon.update(published_at=timezone.now() + HOUR)
    shelf.forget()
    address = reverse("collection", args=["dept-1"])
    assert client.get(address).status_code == 404
    soon.update(published_at=timezone.now() - SECOND)
    assert moments.look()
    assert client.get(address).status_code == 200


def test_what_is_kept_stays_while_no_moment_passes(shop):
    before = shelf.version()
    Product.objects.filter(handle="piece-1").update(withdrawn_at=timezone.now() + HOUR)
    Product.objects.filter(handle="piece-2").update(withdrawn_at=timezone.now() - HOUR)
    assert not moments.look()
    assert shelf.version() == before


def test_a_moment_is_noticed_once(shop):
    Product.objects.filter(handle="piece-1").update(withdrawn_at=timezone.now() - SECOND)
    assert [moments.look(), moments.look()] == [True, False]


def test_after_the_cache_was_lost_nothing_kept_is_believed(shop):
    cache.delete(moments.LOOKED)
    before = shelf.version()
    assert moments.look()
    assert shelf.version() != before
