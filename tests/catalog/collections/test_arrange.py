import pytest

from catalog.collections import services as collections
from catalog.collections.models import Collection
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_collection_holds_products_in_order_each_once():
    first, second = factories.product(), factories.product()
    leather = collections.create(handle="leather", title="Leather", products=[second, first, second])
    assert [place.product for place in leather.places.all()] == [second, first]
    collections.arrange(collection=leather, products=[first])
    assert [place.product for place in leather.places.all()] == [first]


def test_departments_count_what_is_on_sale_and_hide_when_empty():
    on_sale, draft = factories.product(), factories.product(status="draft")
    collections.create(handle="leather", title="Leather", position=2, products=[on_sale, draft])
    collections.create(handle="gifts", title="Gifts", position=1, products=[on_sale])
    collections.create(handle="empty", title="Empty", products=[draft])
    collections.create(handle="hidden", title="Hidden", is_listed=False, products=[on_sale])
    shown = [(row.handle, row.pieces) for row in Collection.objects.departments()]
    assert shown == [("gifts", 1), ("leather", 1)]
