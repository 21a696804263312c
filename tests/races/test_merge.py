"""A piece is given to a brand while that brand becomes part of another: it never ends up without one."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from catalog.products import services as products
from catalog.products.models import Product
from catalog.vendors import services as vendors
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PIECES = 6


def orphans(race) -> int:
    """Pieces that lost their brand though nobody took it from them."""
    lune, loom, plain = (vendors.named(name) for name in ("Lune", "Loom", "Plain"))
    pieces = [factories.product(vendor=plain) for _ in range(PIECES)]

    def work(i: int):
        if i == 0:
            time.sleep(0.015)
            return vendors.merge(vendor=lune, into=loom)
        time.sleep(i * 0.004)
        return products.update(product=Product.objects.get(pk=pieces[i - 1].pk), vendor=lune)

    answers = race(1 + PIECES, work)
    refused = (IntegrityError, ValidationError)  # the brand was gone
    assert not [one for one in answers if isinstance(one, Exception) and not isinstance(one, refused)]
    return Product.objects.filter(vendor=None).count()


def test_a_piece_given_to_a_brand_that_is_merged_has_a_brand(race):
    for _ in range(4):
        assert orphans(race) == 0


def test_without_the_brands_lock_a_piece_loses_its_brand(race, until, monkeypatch):
    """Guard off: the piece's brand is there when it is checked, and gone with the merge."""
    monkeypatch.setattr(vendors, "_hold", lambda *rows: None)
    assert until(lambda: orphans(race) > 0)
