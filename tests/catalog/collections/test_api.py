from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.collections import services as collections
from catalog.vendors import services as vendors
from tests import factories

pytestmark = pytest.mark.django_db


def test_departments_are_listed_in_their_order_with_what_is_on_sale(client):
    pieces = [factories.product(), factories.product(status="draft")]
    told = {"translations": {"zh-hans": {"title": "皮具"}}, "summary": "Cut from whole hides."}
    collections.create(handle="gifts", title="Gifts", position=2, products=pieces[:1])
    collections.create(handle="leather", title="Leather", position=1, products=pieces, **told)
    over = timezone.now() - timedelta(hours=1)
    collections.create(handle="over", title="Over", withdrawn_at=over, products=pieces)
    found = client.get("/api/v1/collections/", headers={"accept-language": "zh-CN"}).json()["results"]
    assert [each["handle"] for each in found] == ["leather", "gifts"]
    assert found[0] == {
        "handle": "leather",
        "title": "皮具",
        "summary": "Cut from whole hides.",
        "url": "http://testserver/collections/leather/",
        "pieces": 1,
        "image": None,
    }


def test_brands_are_listed_by_name(client):
    factories.product(vendor=vendors.named("Lune"))
    factories.product(vendor=vendors.named("Loom"))
    factories.product(vendor=vendors.named("Hidden"), status="draft")
    found = client.get("/api/v1/brands/").json()["results"]
    assert [(each["name"], each["pieces"]) for each in found] == [("Loom", 1), ("Lune", 1)]
    assert found[0]["url"] == "http://testserver/brands/loom/"
