"""Stores, and what they have, for programs."""

import pytest

from minishop.brand.models import Brand
from tests import factories

pytestmark = pytest.mark.django_db


def test_one_house_tells_where_it_is_and_when_it_opens(client):
    factories.store(code="wukang-road", name="Wukang Road", latitude=31.2, longitude=121.4)
    told = client.get("/api/v1/stores/wukang-road/").json()
    assert (told["name"], told["latitude"], told["is_open_now"]) == ("Wukang Road", 31.2, True)
    assert (told["hours"]["mon"], told["ready_at"][-1]) == (["00:00", "00:00"], "Z")
    assert client.get("/api/v1/stores/nowhere/").status_code == 404


def test_stock_is_told_as_the_shop_tells_it(client):
    many, few, none = (factories.store(code=code) for code in ("many", "few", "none"))
    variant = factories.variant(stock={many: 9, few: 2})
    told = client.get(f"/api/v1/variants/{variant.pk}/stores/").json()["results"]
    assert [(one["store"], one["is_available"], one["left"]) for one in told] == [
        ("many", True, None),
        ("few", True, 2),
        (none.code, False, 0),
    ]
    assert client.get("/api/v1/variants/999999/stores/").status_code == 404


def test_a_variant_is_found_by_its_sku(client):
    variant = factories.variant(sku="VEIL-1")
    factories.variant(sku="VEIL-2", is_on_sale=False)
    asked = {"sku": ["VEIL-1", "VEIL-2", "VEIL-3"]}
    told = client.get("/api/v1/variants/", asked).json()["results"]
    assert [(one["id"], one["sku"], one["product"]["handle"]) for one in told] == [
        (variant.pk, "VEIL-1", variant.product.handle)
    ]


def test_the_shop_tells_its_name_languages_and_currency(client):
    Brand.objects.update_or_create(pk=1, defaults={"name": "Minishop"})
    told = client.get("/api/v1/shop/").json()
    assert (told["name"], told["currency"], told["timezone"]) == ("Minishop", "CNY", "Asia/Shanghai")
    assert told["languages"][1] == {"code": "zh-hans", "name": "简体中文"}
    assert client.get("/api/v1/menus/").json() == {"menus": {}, "pages": []}
