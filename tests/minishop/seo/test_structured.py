from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.pictures import services as pictures
from catalog.products import services as products
from catalog.vendors import services as vendors
from minishop.brand import services as brands
from minishop.brand.models import Brand
from tests import factories, schema_org
from tests.catalog import images

pytestmark = pytest.mark.django_db


@pytest.fixture
def veil():
    fields = {"option_names": ["Shade", "Size"], "subtitle": "Soft", "vendor": vendors.named("Lune & Loom")}
    product = factories.product(handle="veil", title="Silk Veil", **fields)
    products.set_images(product=product, pictures=[pictures.add(images.photograph(), alt="A lipstick")])
    return product


def said(client, address):
    found = schema_org.blocks(client.get(address).content.decode())
    assert found, address
    assert schema_org.flaws(found) == []
    return {node["@type"]: node for node in found}


def test_a_piece_in_several_variants_offers_each(client, veil):
    for shade, price in (("Rosewood", 238), ("Plum", "240.50")):
        factories.variant(product=veil, option_values=[shade, "S"], price=price, barcode="2900100001373")
    group = said(client, "/products/veil/")["ProductGroup"]
    assert group["productGroupID"] == "veil"
    assert group["brand"]["name"] == "Lune & Loom"
    assert group["variesBy"] == ["https://schema.org/color", "https://schema.org/size"]
    assert [(v["color"], v["offers"]["price"], v["gtin"]) for v in group["hasVariant"]] == [
        ("Rosewood", "238", "2900100001373"),
        ("Plum", "240.5", "2900100001373"),
    ]


def test_a_piece_in_one_variant_is_a_product(client, veil):
    factories.variant(product=veil, option_values=["Plum", "S"], barcode="not a gtin")
    product = said(client, "/products/veil/")["Product"]
    assert product["offers"][0]["priceCurrency"] == "CNY"
    assert "gtin" not in product


@pytest.mark.parametrize(
    ("fields", "state", "offered"),
    [
        ({"in_stock": True}, {}, "InStock"),
        ({"in_stock": False}, {}, "OutOfStock"),
        ({"in_stock": True}, {"published_at": timezone.now() + timedelta(days=9)}, "PreOrder"),
    ],
)
def test_the_offer_says_whether_it_can_be_had(client, veil, fields, state, offered):
    products.update(product=veil, **state)
    factories.variant(product=veil, option_values=["Plum", "S"], **fields)
    offer = said(client, "/products/veil/")["Product"]["offers"][0]
    assert offer["availability"] == f"https://schema.org/{offered}"


def test_a_piece_without_a_price_is_not_offered(client, veil):
    assert "Product" not in said(client, "/products/veil/")


def test_the_page_says_where_it_lies(client, veil):
    factories.variant(product=veil, option_values=["Plum", "S"])
    steps = said(client, "/products/veil/")["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Shop", "Silk Veil"]
    assert all(step["item"].startswith("http") for step in steps)


def test_the_front_says_whose_shop_it_is(client):
    contact = {
        "email": "hello@lune.example",
        "company": "Lune Ltd",
        "profiles": ["https://social.example/lune"],
    }
    brands.remember(Brand(pk=1, name="Lune", contact=contact))
    house = said(client, "/")["Organization"]
    assert (house["name"], house["legalName"]) == ("Lune", "Lune Ltd")
    assert house["sameAs"] == ["https://social.example/lune"]


def test_the_checker_finds_what_is_wrong():
    wrong = {"@type": "Product", "name": "", "colour": "plum", "offers": {"@type": "Offer", "price": True}}
    assert len(schema_org.flaws(wrong)) >= 5
    assert schema_org.flaws({"@type": "Prodct"}) == ["/Prodct: schema.org has no such type"]
