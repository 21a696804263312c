import pytest

from orders.stock import services as stock
from orders.stock.models import StockItem, StockMovement
from orders.stock.services import Hold
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    house = factories.store()
    lipstick = factories.variant(stock={house: 5})
    stock.reserve(lines=[Hold(lipstick, house, 2, "a")], expires_at=None)
    return StockItem.objects.get(variant=lipstick)


def books(item):
    item.refresh_from_db()
    return item.on_hand, item.reserved


def test_sold_pieces_leave_the_books_once(item):
    assert stock.sell(references=["a"]) == stock.sell(references=["a"]) == {"a"}

    assert books(item) == (3, 0)
    assert StockMovement.objects.filter(item=item, kind="sold").values_list("quantity", flat=True).get() == -2


def test_what_was_never_held_is_not_sold(item):
    assert stock.sell(references=["b"]) == set()

    assert books(item) == (5, 2)


def test_released_pieces_are_free_once(item):
    assert [stock.release(references=["a"]), stock.release(references=["a"])] == [1, 0]

    assert books(item) == (5, 0)


def test_what_was_released_is_not_sold(item):
    stock.release(references=["a"])

    assert stock.sell(references=["a"]) == set()
    assert books(item) == (5, 0)


def test_sold_pieces_that_stayed_are_on_hand_again_once(item):
    stock.sell(references=["a"])

    for _ in range(2):
        stock.restock(references=["a"])

    assert books(item) == (5, 0)


def test_what_is_only_held_is_not_restocked(item):
    stock.restock(references=["a"])

    assert books(item) == (5, 2)
