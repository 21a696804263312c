from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.products import services as products
from catalog.products.models import Product
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_published_product_is_on_sale_from_now():
    product = factories.product(status="draft", published_at=None)
    products.publish(product=product)
    assert product in Product.objects.on_sale()


def test_a_moment_set_before_is_kept():
    later = timezone.now() + timedelta(days=3)
    product = factories.product(status="draft", published_at=later)
    products.publish(product=product)
    assert product.published_at == later
    assert product not in Product.objects.on_sale()
    assert product in Product.objects.visible()


def test_an_unpublished_product_is_nowhere():
    product = factories.product()
    products.unpublish(product=product)
    assert product not in Product.objects.visible()
