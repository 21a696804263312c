import pytest

from orders.stock import services as stock
from orders.stock.models import OutOfStock, StockItem, StockMovement
from orders.stock.services import Hold
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_delivery_is_received_once():
    house, lipstick = factories.store(), factories.variant()

    for _ in range(2):
        stock.receive(variant=lipstick, store=house, quantity=5, reference="delivery 7")

    assert StockItem.objects.get().on_hand == 5


def test_a_count_writes_the_difference_as_its_movement():
    house = factories.store()
    lipstick = factories.variant(stock={house: 5})
    clerk = factories.member()

    item = stock.count(
        variant=lipstick, store=house, counted=3, reference="count 1", actor=clerk, note="two broken"
    )

    movement = StockMovement.objects.get(kind="counted")
    assert (item.on_hand, movement.quantity, movement.actor, movement.note) == (3, -2, clerk, "two broken")


def test_promised_pieces_can_not_be_counted_away():
    house = factories.store()
    lipstick = factories.variant(stock={house: 5})
    stock.reserve(lines=[Hold(lipstick, house, 4, "a")], expires_at=None)

    with pytest.raises(OutOfStock):
        stock.count(variant=lipstick, store=house, counted=3, reference="count 1")

    assert StockItem.objects.values_list("on_hand", "reserved").get() == (5, 4)
    assert not StockMovement.objects.filter(kind="counted").exists()


def test_damage_takes_only_what_is_free():
    house = factories.store()
    lipstick = factories.variant(stock={house: 1})

    with pytest.raises(OutOfStock):
        stock.adjust(variant=lipstick, store=house, quantity=-2, kind="damaged", reference="fall")

    assert StockItem.objects.get().on_hand == 1
