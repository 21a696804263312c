from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.products import services as products
from catalog.products.models import Price, Product, Variant
from minishop.events.models import Event
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    """A browser in which an admin is signed in."""
    client.force_login(factories.staff("admin"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def variant() -> Variant:
    return factories.variant(price=238, product=factories.product(option_names=["Shade"]))


def filled(product: Product | None = None, **typed: object) -> dict[str, object]:
    """The product's form as the browser would send it."""
    form: dict[str, object] = {
        "title": "Arc Bag",
        "title_zh_hans": "弧月手袋",
        "handle": product.handle if product else "arc-bag",
        "option_names": "Shade",
        "option_names_zh_hans": "色号",
        "body": "<p>Leather<script>x()</script></p>",
    }
    for prefix in ("variants", "images", "relations"):
        form |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return form | typed


def with_variant(variant: Variant, **typed: object) -> dict[str, object]:
    told = {
        "id": variant.pk,
        "product": variant.product_id,
        "sku": variant.sku,
        "option_values": "Plum",
        "option_values_zh_hans": "梅紫",
        "price": "238.00",
        "grams": 28,
        "position": 0,
        "is_on_sale": "on",
        "is_stock_tracked": "on",
        "is_shippable": "on",
    }
    form = {f"variants-0-{name}": value for name, value in (told | typed).items()}
    return form | {"variants-TOTAL_FORMS": 1, "variants-INITIAL_FORMS": 1}


def change(office, product: Product, **typed: object):
    address = reverse("admin:catalog_product_change", args=[product.pk])
    return office.post(address, filled(product, **typed))


def test_a_new_product_is_a_draft_with_words_in_both_languages(office):
    answer = office.post(reverse("admin:catalog_product_add"), filled())
    assert answer.status_code == 302
    product = Product.objects.get(handle="arc-bag")
    assert product.status == Product.Status.DRAFT
    assert product.body == "<p>Leather</p>"
    assert product.translations["zh-hans"] == {"title": "弧月手袋", "option_names": ["色号"]}
    assert Event.objects.filter(name="product.created", subject=f"product:{product.pk}").count() == 1


def test_clearing_a_translation_falls_back_to_the_shops_own(office, variant):
    product = products.update(product=variant.product, translations={"zh-hans": {"subtitle": "旧"}})
    change(office, product, subtitle="New", subtitle_zh_hans="")
    product.refresh_from_db()
    assert product.text_in("zh-hans", "subtitle") == "New"


def test_a_price_typed_there_is_set_by_the_service(office, variant):
    answer = change(office, variant.product, **with_variant(variant, price="199.50", compare_at="238"))
    assert answer.status_code == 302, answer.context["errors"]
    assert Price.objects.get(variant=variant).amount == Decimal("199.5")
    variant.product.refresh_from_db()
    assert (variant.product.price_from, variant.product.compare_at_from) == (Decimal("199.5"), 238)
    assert Event.objects.filter(name="price.changed").latest("id").actor.is_staff
    variant.refresh_from_db()
    assert variant.translations["zh-hans"]["option_values"] == ["梅紫"]


def test_an_untouched_price_is_not_set_again(office, variant):
    before = Event.objects.filter(name="price.changed").count()
    change(office, variant.product, **with_variant(variant))
    assert Event.objects.filter(name="price.changed").count() == before


def test_a_reduction_that_is_none_is_refused_and_nothing_changes(office, variant):
    answer = change(office, variant.product, **with_variant(variant, price="300", compare_at="238"))
    assert answer.status_code == 200
    assert Price.objects.get(variant=variant).amount == 238


def test_a_photograph_uploaded_there_joins_the_gallery(office, variant):
    file = photograph(600, 600)
    file.name = "plum.png"
    images = {
        "images-TOTAL_FORMS": 1,
        "images-0-upload": file,
        "images-0-words": "A plum",
        "images-0-position": 0,
    }
    answer = change(office, variant.product, **with_variant(variant), **images)
    assert answer.status_code == 302
    product = Product.objects.get(pk=variant.product_id)
    assert product.images.get().picture.alt == "A plum"
    assert product.cover == product.images.get().picture


def test_what_is_no_picture_is_refused_in_words(office, variant):
    file = photograph(10, 10)
    file.name = "plum.png"
    file.seek(0)
    file.write(b"not a picture at all")
    file.seek(0)
    images = {"images-TOTAL_FORMS": 1, "images-0-upload": file, "images-0-position": 0}
    answer = change(office, variant.product, **with_variant(variant), **images)
    assert "This is no picture we can read" in answer.content.decode()
    assert not variant.product.images.exists()


def test_ticked_products_are_published_by_the_service(office):
    drafts = [factories.product(status="draft", published_at=None) for _ in range(2)]
    told = {"action": "publish", "_selected_action": [draft.pk for draft in drafts]}
    office.post(reverse("admin:catalog_product_changelist"), told)
    assert Product.objects.on_sale().count() == 2
    assert Event.objects.filter(name="product.published").count() == 2


def test_products_are_never_deleted(office, variant):
    assert office.get(reverse("admin:catalog_product_delete", args=[variant.product_id])).status_code == 403


@pytest.mark.parametrize("model", ["product", "collection", "story", "picture"])
def test_every_list_and_form_opens(office, model, variant):
    for page in ("changelist", "add"):
        assert office.get(reverse(f"admin:catalog_{model}_{page}")).status_code == 200
