from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.products import services as products
from catalog.products.models import Product, Variant
from tests import schema_org
from tests.catalog import bulk

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    return bulk.catalogue(4)[0]


def page(client, product: Product, **asked: object) -> str:
    return client.get(reverse("product", args=[product.handle]), asked).content.decode()


def sold_out(*variants: Variant) -> None:
    products.note_stock({variant.pk: False for variant in variants})


def test_choosing_a_variant_is_a_link_that_needs_no_script(client, product):
    plum, sand = product.variants.all()
    shown = page(client, product)
    assert f'name="variant" value="{plum.pk}"' in shown
    assert f'href="/products/{product.handle}/?variant={sand.pk}"' in shown
    assert f'name="variant" value="{sand.pk}"' in page(client, product, variant=sand.pk)


@pytest.mark.parametrize("asked", ["999999", "x", "'", ""])
def test_a_variant_that_does_not_exist_shows_the_first(client, product, asked):
    assert f'name="variant" value="{product.variants.all()[0].pk}"' in page(client, product, variant=asked)


def test_the_first_variant_shown_is_one_that_can_be_bought(client, product):
    plum, sand = product.variants.all()
    sold_out(plum)
    assert f'name="variant" value="{sand.pk}"' in page(client, product)


def test_a_sold_out_variant_says_so_and_is_not_sold(client, product):
    plum, _ = product.variants.all()
    sold_out(plum)
    shown = page(client, product, variant=plum.pk)
    assert "Plum is sold out. The others are here." in shown
    assert 'form="buy"' not in shown


def test_a_sold_out_product_says_so_and_is_not_sold(client, product):
    sold_out(*product.variants.all())
    shown = page(client, product)
    assert "Sold out everywhere for now" in shown
    assert 'form="buy"' not in shown


def test_a_product_to_come_says_when_and_is_not_sold(client, product):
    Product.objects.filter(pk=product.pk).update(published_at=timezone.now() + timedelta(days=3))
    shown = page(client, product)
    assert "On sale from" in shown
    assert 'form="buy"' not in shown


def test_drafts_and_strangers_are_not_found(client, product):
    products.unpublish(product=product)
    assert client.get(reverse("product", args=[product.handle])).status_code == 404
    assert client.get(reverse("product", args=["nothing"])).status_code == 404


def test_search_engines_read_every_variants_price(client, product):
    group, _trail = schema_org.blocks(page(client, product))
    offers = [variant["offers"] for variant in group["hasVariant"]]
    assert [offer["price"] for offer in offers] == ["238", "238"]
    assert offers[0]["availability"] == "https://schema.org/InStock"


def test_a_title_cannot_end_the_structured_data(client, product):
    Product.objects.filter(pk=product.pk).update(title="</script><script>alert(1)</script>")
    assert "<script>alert" not in page(client, product)


def test_the_sheet_names_every_choice(client, product):
    _plum, sand = product.variants.all()
    shown = client.get(reverse("variant-sheet", args=[product.handle]), {"variant": sand.pk}).content.decode()
    assert "<span>Plum</span>" in shown
    assert f'name="variant" value="{sand.pk}"' in shown
    assert 'aria-modal="true"' in shown


def test_the_page_speaks_chinese(client, product):
    shown = client.get(
        reverse("product", args=[product.handle]), headers={"accept-language": "zh-CN"}
    ).content.decode()
    assert "物件 0" in shown
    assert "梅紫" in shown
    assert "整张皮裁成" in shown
