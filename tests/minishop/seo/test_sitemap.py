from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from catalog.collections import services as collections
from catalog.products import services as products
from catalog.stories import services as stories
from catalog.vendors import services as vendors
from minishop.seo import sitemaps
from tests import factories
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    tree = ElementTree.fromstring(response.content)
    return [found.text.strip() for found in tree.iterfind(".//s:loc", NAMES)]


def whole_map(client):
    """Every address of every file the index names, as paths."""
    files = [address.replace("http://localhost:8000", "") for address in addresses(client, "/sitemap.xml")]
    return [address for file in files for address in addresses(client, file)]


def test_what_shoppers_may_see_is_listed_under_the_public_address(client, settings):
    settings.PUBLIC_URL = "http://localhost:8000"
    piece = factories.product(handle="veil")
    collections.create(handle="silk", title="Silk", products=[piece])
    factories.store(code="wukang")
    found = whole_map(client)
    paths = ("/", "/shop/", "/products/veil/", "/collections/silk/", "/stores/wukang/")
    assert {f"http://localhost:8000{path}" for path in paths} <= set(found)


def test_each_address_of_the_map_opens(client, settings):
    settings.PUBLIC_URL = "http://localhost:8000"
    collections.create(handle="silk", title="Silk", products=[factories.product()])
    factories.store()
    for address in whole_map(client):
        assert client.get(address.replace("http://localhost:8000", "")).status_code == 200, address


def test_drafts_withdrawn_pieces_and_warehouses_are_not_found(client, settings):
    settings.PUBLIC_URL = "http://localhost:8000"
    products.unpublish(product=factories.product(handle="draft"))
    factories.product(handle="gone", withdrawn_at=timezone.now() - timedelta(minutes=1))
    factories.store(code="warehouse", offers_pickup=False)
    found = " ".join(whole_map(client))
    assert not [word for word in ("draft", "gone", "warehouse") if word in found]


def test_published_pages_stories_with_words_and_vendors_with_pieces_are_listed(client, settings):
    settings.PUBLIC_URL = "http://localhost:8000"
    composed.published("delivery")
    composed.home({"kind": "text", "text": "<p>Good evening.</p>"})
    composed.block(composed.page("hidden"), text="<p>Not yet.</p>")
    pieces = [factories.product(handle="veil", vendor=vendors.named("Lune"))]
    vendors.named("Nobody")
    for handle, body in (("moon", "<p>Eleven nights.</p>"), ("wordless", "")):
        told = {"handle": handle, "title": handle, "picture": composed.picture(), "products": pieces}
        stories.publish(story=stories.create(**told, body=body))
    found = [address.removeprefix("http://localhost:8000") for address in whole_map(client)]
    assert {"/pages/delivery/", "/stories/moon/", "/brands/lune/", "/"} <= set(found)
    absent = ("/pages/hidden/", "/pages/home/", "/stories/wordless/", "/brands/nobody/")
    assert not [path for path in absent if path in found]


def test_a_long_list_is_cut_into_files(client, settings, monkeypatch):
    settings.PUBLIC_URL = "http://localhost:8000"
    for number in range(5):
        factories.product(handle=f"veil-{number}")
    monkeypatch.setattr(sitemaps.PublicMap, "limit", 2)
    index = addresses(client, "/sitemap.xml")
    assert [address for address in index if "products" in address] == [
        "http://localhost:8000/sitemap-products.xml",
        "http://localhost:8000/sitemap-products.xml?p=2",
        "http://localhost:8000/sitemap-products.xml?p=3",
    ]
    assert len([address for address in whole_map(client) if "/products/" in address]) == 5


def test_robots_name_the_map_and_close_what_is_personal(client, settings):
    settings.PUBLIC_URL = "https://lune.example"
    words = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://lune.example/sitemap.xml" in words
    assert {"Disallow: /bag/", "Disallow: /admin/", "Disallow: /me/"} <= set(words.splitlines())
    assert "Disallow: /products/" not in words


def test_an_unknown_file_is_not_found(client):
    assert client.get("/sitemap-secrets.xml").status_code == 404
