from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone

from catalog.feeds import services as feeds
from catalog.feeds.tasks import write_feeds
from catalog.pictures import services as pictures
from catalog.products import services as products
from catalog.shelf import services as shelf
from catalog.vendors import services as vendors
from tests import factories
from tests.catalog import images

pytestmark = pytest.mark.django_db
G = "{http://base.google.com/ns/1.0}"


@pytest.fixture(autouse=True)
def public(settings):
    settings.PUBLIC_URL = "https://lune.example"


@pytest.fixture
def veil():
    product = factories.product(
        handle="veil",
        title="Silk & Veil",
        body="<p>Soft <b>silk</b>.</p>",
        option_names=["Shade"],
        kind="Lip",
        vendor=vendors.named("Lune & Loom"),
        columns={"Google Shopping / Gender": "Female"},
        translations={"zh-hans": {"title": "丝雾", "body": "<p>轻。</p>"}},
    )
    products.set_images(product=product, pictures=[pictures.add(images.photograph(), alt="A lipstick")])
    return product


def feed(client, language="en"):
    feeds.write(language)
    response = client.get(f"/feeds/products-{language}.xml")
    tree = ElementTree.fromstring(b"".join(response.streaming_content))
    return [
        {part.tag.removeprefix(G): part.text for part in item} for item in tree.iterfind("./channel/item")
    ]


def test_each_variant_is_an_item_with_all_that_is_known_of_it(client, veil):
    fields = {"translations": {"zh-hans": {"option_values": ["玫瑰木"]}}, "barcode": "2900100001373"}
    variant = factories.variant(product=veil, sku="V-1", option_values=["Rosewood"], price=238, **fields)
    (item,) = feed(client)
    picture = item.pop("image_link")
    assert item == {
        "id": "V-1",
        "item_group_id": "veil",
        "title": "Silk & Veil, Rosewood",
        "description": "Soft silk.",
        "link": f"https://lune.example/products/veil/?variant={variant.pk}",
        "price": "238.00 CNY",
        "availability": "in_stock",
        "condition": "new",
        "brand": "Lune & Loom",
        "gtin": "2900100001373",
        "product_type": "Lip",
        "color": "Rosewood",
        "shipping_weight": "28 g",
        "gender": "Female",
    }
    assert picture.startswith("https://lune.example/media/")
    (chinese,) = feed(client, "zh-hans")
    assert (chinese["title"], chinese["description"], chinese["color"]) == ("丝雾, 玫瑰木", "轻。", "玫瑰木")


def test_a_reduction_a_moment_to_come_and_an_empty_shelf_are_said(client, veil):
    reduced = factories.variant(product=veil, option_values=["Plum"], price=200)
    products.set_price(variant=reduced, amount=Decimal(200), compare_at=Decimal(238))
    factories.variant(product=veil, option_values=["Sand"], in_stock=False)
    items = feed(client)
    assert (items[0]["price"], items[0]["sale_price"]) == ("238.00 CNY", "200.00 CNY")
    assert items[1]["availability"] == "out_of_stock"
    products.update(product=veil, published_at=timezone.now() + timedelta(days=3))
    assert {item["availability"] for item in feed(client)} == {"preorder"}


def test_what_has_no_price_no_picture_or_is_not_shown_is_left_out(client, veil):
    factories.variant(product=factories.product(title="No picture"))
    gift = factories.product(is_gift_card=True)
    products.set_images(product=gift, pictures=[veil.images.get().picture])
    factories.variant(product=gift)
    factories.variant(product=veil, option_values=["Plum"]).prices.all().delete()
    assert feed(client) == []


def test_a_large_catalogue_is_written_in_chunks(client, veil, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(feeds, "CHUNK", 2)
    picture = veil.images.get().picture
    for _ in range(5):
        product = factories.product()
        products.set_images(product=product, pictures=[picture])
        factories.variant(product=product)
    assert len(feed(client)) == 5


def test_the_sweep_writes_when_the_catalogue_changed_and_else_leaves_it(veil):
    factories.variant(product=veil)
    cache.set("catalog:version", "one", None)
    write_feeds()
    first = default_storage.get_modified_time(feeds.path_of("en"))
    write_feeds()
    assert default_storage.get_modified_time(feeds.path_of("en")) == first
    products.update(product=veil, title="Velvet Veil")
    shelf.forget()
    write_feeds()
    assert default_storage.get_modified_time(feeds.path_of("en")) > first
    with default_storage.open(feeds.path_of("en")) as file:
        assert b"Velvet Veil" in file.read()


def test_before_the_first_writing_and_in_other_languages_there_is_none(client):
    default_storage.delete(feeds.path_of("en"))
    assert client.get("/feeds/products-en.xml").status_code == 404
    assert client.get("/feeds/products-fr.xml").status_code == 404


def test_a_description_is_plain_words(client, veil):
    factories.variant(product=veil, sku="V-1", option_values=["Rosewood"], price=238)
    veil.body = "<p>Silk &amp; wool.</p><ul><li>1 &lt; 2</li><li>so<em>ft</em></li></ul>"
    veil.save()
    (item,) = feed(client)
    assert item["description"] == "Silk & wool. 1 < 2 soft"
