import pytest

from orders.stock import services as stock
from orders.stock.models import OutOfStock, Reservation, StockItem
from orders.stock.services import Hold
from tests import factories

pytestmark = pytest.mark.django_db


def books(variant):
    return list(StockItem.objects.filter(variant=variant).order_by("pk").values_list("on_hand", "reserved"))


def test_held_pieces_are_no_longer_available():
    house = factories.store()
    lipstick = factories.variant(stock={house: 5})

    stock.reserve(lines=[Hold(lipstick, house, 2, "a")], expires_at=None)

    assert books(lipstick) == [(5, 2)]
    assert stock.availability([lipstick]) == {lipstick.pk: {house.pk: 3}}


def test_the_same_reference_holds_once():
    house = factories.store()
    lipstick = factories.variant(stock={house: 5})

    for _ in range(2):
        stock.reserve(lines=[Hold(lipstick, house, 2, "a")], expires_at=None)

    assert books(lipstick) == [(5, 2)]


def test_one_line_too_many_holds_nothing_of_the_bag():
    house = factories.store()
    lipstick, scarf = factories.variant(stock={house: 5}), factories.variant(stock={house: 1})

    with pytest.raises(OutOfStock) as refusal:
        stock.reserve(lines=[Hold(lipstick, house, 2, "a"), Hold(scarf, house, 2, "b")], expires_at=None)

    assert (refusal.value.variant, refusal.value.available) == (scarf, 1)
    assert books(lipstick) + books(scarf) == [(5, 0), (1, 0)]
    assert not Reservation.objects.exists()


def test_two_lines_of_the_same_pieces_count_together():
    house = factories.store()
    scarf = factories.variant(stock={house: 3})

    with pytest.raises(OutOfStock):
        stock.reserve(lines=[Hold(scarf, house, 2, "a"), Hold(scarf, house, 2, "b")], expires_at=None)

    assert books(scarf) == [(3, 0)]


def test_what_no_store_ever_had_is_out_of_stock():
    house = factories.store()

    with pytest.raises(OutOfStock):
        stock.reserve(lines=[Hold(factories.variant(), house, 1, "a")], expires_at=None)


def test_uncounted_variants_are_always_available():
    house = factories.store()
    card = factories.variant(is_stock_tracked=False)

    stock.reserve(lines=[Hold(card, house, 1000, "a")], expires_at=None)

    assert stock.availability([card]) == {card.pk: {house.pk: None}}
    assert not Reservation.objects.exists()
