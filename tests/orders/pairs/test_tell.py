"""Which pieces paid orders hold together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.together.models import BoughtTogether
from orders.orders.models import Order, OrderLine
from orders.pairs import services as pairs
from orders.pairs import tasks
from orders.stores.models import Store
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Store:
    return factories.store()


@pytest.fixture
def trio(house):
    return [factories.variant(stock={house: 50}) for _ in range(3)]


def bought(house, *variants, paid: bool = True) -> Order:
    placed = factories.place(factories.cart(*((variant, 1, house) for variant in variants)))
    if paid:
        factories.lifecycle.settle(factories.captured(placed))
    return placed


def known() -> dict[tuple[int, int], int]:
    rows = BoughtTogether.objects.values_list("product", "other", "orders")
    return {(one, other): orders for one, other, orders in rows if one < other}


def test_two_orders_make_a_pair_and_one_does_not(house, trio):
    lipstick, bag, scarf = trio
    bought(house, lipstick, bag)
    bought(house, lipstick, bag, scarf)
    tasks.tell_what_is_bought_together()
    assert known() == {(lipstick.product_id, bag.product_id): 2}


def test_two_colours_of_one_piece_are_no_pair(house):
    lipstick = factories.product()
    shades = [factories.variant(product=lipstick, stock={house: 9}) for _ in range(2)]
    for _ in range(3):
        bought(house, *shades)
    assert pairs.tell() == 0


@pytest.mark.parametrize(
    "fate",
    [
        {"payment_state": "due"},
        {"payment_state": "due_in_store"},
        {"payment_state": "refunded"},
        {"state": "cancelled"},
        {"state": "expired"},
        {"placed_at": "2001-01-01T00:00Z"},
    ],
)
def test_an_order_that_came_to_nothing_or_is_long_ago_does_not_count(house, trio, fate):
    lipstick, bag, _ = trio
    orders = [bought(house, lipstick, bag) for _ in range(2)]
    assert pairs.tell() == 2
    Order.objects.filter(pk=orders[0].pk).update(**fate)
    assert pairs.tell() == 2, "both sides of the pair are gone"
    assert known() == {}


def test_counting_and_telling_are_one_statement_each_at_any_size(house, trio):
    for order in [bought(house, *trio) for _ in range(2)]:
        assert OrderLine.objects.filter(order=order).count() == 3
    with CaptureQueriesContext(connection) as asked:
        assert pairs.tell() == 6
    statements = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(statements) == 2
