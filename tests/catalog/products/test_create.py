import pytest
from django.core.exceptions import ValidationError

from catalog.products import services as products
from catalog.products.models import Product
from minishop.events.models import Event

pytestmark = pytest.mark.django_db


def test_a_new_product_is_a_draft_that_no_shopper_sees():
    product = products.create(handle="arc-bag", title="Arc Bag")
    assert product.status == Product.Status.DRAFT
    assert product not in Product.objects.on_sale()
    assert Event.objects.get(name="product.created").subject == f"product:{product.pk}"


def test_scripts_are_taken_out_of_the_text_in_every_language():
    product = products.create(
        handle="arc-bag",
        title="Arc Bag",
        body="<p onclick='x()'>Leather</p><script>x()</script>",
        translations={"zh-hans": {"body": "<p>皮</p><img src=x onerror=x()>"}},
    )
    assert product.body == "<p>Leather</p>"
    assert product.translations["zh-hans"]["body"] == "<p>皮</p>"


def test_a_handle_is_taken_once():
    products.create(handle="arc-bag", title="Arc Bag")
    with pytest.raises(ValidationError):
        products.create(handle="arc-bag", title="Another")
    assert Product.objects.count() == 1
    assert Event.objects.count() == 1
