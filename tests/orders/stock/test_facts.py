import pytest

from minishop.events.models import Event
from orders.stock import facts
from orders.stock import services as stock
from orders.stock.services import Hold
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_catalogue_knows_what_has_run_out():
    house = factories.store()
    lipstick = factories.variant(stock={house: 2})
    stock.reserve(lines=[Hold(lipstick, house, 2, "a")], expires_at=None)

    facts.write_down([lipstick.pk])

    lipstick.refresh_from_db()
    assert not lipstick.in_stock
    assert not type(lipstick.product).objects.get(pk=lipstick.product_id).in_stock


def test_only_crossing_zero_is_told():
    house = factories.store()
    lipstick = factories.variant(stock={house: 3})
    told = Event.objects.filter(name="stock.crossed")
    assert told.count() == 1  # the first delivery

    stock.reserve(lines=[Hold(lipstick, house, 2, "a")], expires_at=None)
    assert told.count() == 1
    stock.reserve(lines=[Hold(lipstick, house, 1, "b")], expires_at=None)
    assert told.count() == 2
    stock.release(references=["a"])
    assert told.count() == 3
