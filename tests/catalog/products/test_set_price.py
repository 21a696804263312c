from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from catalog.products import services as products
from catalog.products.models import Price
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_listing_follows_the_lowest_price():
    variant = factories.variant(price=780)
    other = factories.variant(product=variant.product, price=1180)
    products.set_price(variant=other, amount=Decimal(680), compare_at=Decimal(780))
    variant.product.refresh_from_db()
    product = variant.product
    assert (product.price_from, product.price_to, product.compare_at_from) == (680, 780, 780)


def test_the_event_tells_what_it_cost_before():
    variant = factories.variant(price=238)
    person = factories.staff("admin")
    products.set_price(variant=variant, amount=Decimal("199.5"), actor=person)
    event = Event.objects.filter(name="price.changed").latest("id")
    assert (event.data["before"], event.data["after"]) == ("238.000", "199.50")
    assert event.actor == person


def test_a_price_is_rounded_to_the_currency():
    variant = factories.variant()
    assert products.set_price(variant=variant, amount=Decimal("0.005"), currency="CNY").amount == Decimal(
        "0.01"
    )
    assert products.set_price(variant=variant, amount=Decimal("1999.5"), currency="JPY").amount == 2000


def test_other_currencies_leave_the_listing_alone():
    variant = factories.variant(price=238)
    products.set_price(variant=variant, amount=Decimal(33), currency="USD")
    variant.product.refresh_from_db()
    assert variant.product.price_from == 238


def test_a_negative_price_is_refused_and_the_old_one_stays():
    variant = factories.variant(price=238)
    with pytest.raises(ValidationError):
        products.set_price(variant=variant, amount=Decimal(-1))
    assert Price.objects.get(variant=variant).amount == 238
