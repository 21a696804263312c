"""What is loved most is what was sold most."""

import pytest

from catalog.products.models import Product
from minishop.events import delivery
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_paid_order_counts_its_pieces_once_and_one_that_is_not_none():
    order = factories.order(pieces=2)
    factories.order(pieces=1, paid=False)

    for _ in range(2):
        while delivery.run_now(order):
            pass

    assert list(Product.objects.order_by("pk").values_list("sold_count", flat=True)) == [2, 0]
