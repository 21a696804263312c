from decimal import Decimal

import pytest
from django.db.models import Max
from django.urls import reverse

from catalog.alerts import services as alerts
from catalog.alerts.models import StockAlert
from catalog.collections import services as collections
from catalog.collections.models import Collection
from catalog.products import services as products
from catalog.products.models import Price, Product, Variant
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def veil():
    house = factories.store()
    product = factories.product(
        handle="silk-veil",
        title="Silk Veil",
        translations={"zh-hans": {"title": "丝纱"}},
        tags=["silk"],
        sold_count=7,
        option_names=["Colour"],
    )
    for n, colour in enumerate(("Plum", "Bone")):
        variant = factories.variant(
            product=product, sku=f"SV-{n}", option_values=[colour], barcode=f"69{n}", stock={house: 3}
        )
        Price.objects.create(variant=variant, currency="EUR", amount=30 + n, compare_at=40)
    products.relate(product=product, to=[factories.product()])
    collections.create(handle="lips", title="Lips", products=[product])
    Collection.objects.create(
        handle="rule", title="Rule", match="all", rules=[{"field": "tag", "is": "equals", "value": "none"}]
    )
    product.refresh_from_db()
    return product


def test_the_copy_is_a_draft_with_words_prices_and_company_of_its_own(veil):
    copy = products.duplicate(product=veil)

    assert (copy.handle, copy.title, copy.status) == ("silk-veil-copy", "Silk Veil (copy)", "draft")
    assert copy.translations["zh-hans"]["title"] == "丝纱（副本）"
    assert (copy.tags, copy.published_at) == (["silk"], None)
    assert list(copy.variants.values_list("sku", "option_values")) == [
        ("SV-0-COPY", ["Plum"]),
        ("SV-1-COPY", ["Bone"]),
    ]
    prices = Price.objects.filter(variant__product=copy).order_by("variant", "currency")
    assert list(prices.values_list("currency", "amount", "compare_at")) == [
        ("CNY", 238, None), ("EUR", 30, 40), ("CNY", 238, None), ("EUR", 31, 40),
    ]  # fmt: skip
    assert copy.price_from == Decimal(238)
    assert list(copy.relations.values_list("related")) == list(veil.relations.values_list("related"))
    assert list(copy.collections.values_list("handle", flat=True)) == ["lips"]


def test_nothing_that_happened_to_the_product_is_the_copys(veil):
    alerts.ask(variant=veil.variants.all()[0], email="wen@example.com", asker="10.0.0.1")
    copy = products.duplicate(product=veil)

    assert (copy.sold_count, copy.in_stock, copy.store_codes) == (0, False, [])
    variants = Variant.objects.filter(product=copy)
    assert set(variants.values_list("in_stock", "barcode", "is_backordered")) == {(False, "", False)}
    assert not variants.filter(stock_items__isnull=False).exists()
    assert not StockAlert.objects.filter(variant__product=copy).exists()


def test_the_product_itself_stays_as_it_was(veil):
    before = Product.objects.values().get(pk=veil.pk), Variant.objects.filter(product=veil).count()
    products.duplicate(product=veil)
    assert (Product.objects.values().get(pk=veil.pk), veil.variants.count()) == before


def test_a_second_copy_has_names_of_its_own(veil):
    first, second = products.duplicate(product=veil), products.duplicate(product=veil)
    assert (first.handle, second.handle) == ("silk-veil-copy", "silk-veil-copy-2")
    assert second.variants.first().sku == "SV-0-COPY-2"


def test_staff_press_a_button(client, veil):
    person = factories.staff("admin")
    client.force_login(person)
    client.post(reverse("admin:catalog_product_do", args=[veil.pk, "duplicate"]))
    newest = Product.objects.aggregate(newest=Max("pk"))["newest"]
    assert Product.objects.get(pk=newest).handle == "silk-veil-copy"
    told = Event.objects.filter(name="product.created", data__copied_from=veil.pk).get()
    assert told.actor == person
