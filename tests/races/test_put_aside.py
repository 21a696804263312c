"""Many orders of one phone, all to be paid in a store, at once."""

import pytest

from orders.lifecycle import put_aside
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import TooManyPutAside
from orders.orders.models import Order
from orders.stock.models import StockItem
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = 6


def put_all_aside(race):
    """What six orders of one phone were answered that all wanted to be put aside."""
    Order.objects.update(contact_phone="")
    house = factories.store()
    piece = factories.variant(stock={house: ORDERS})
    orders = [factories.order(paid=False, at=house, variant=piece) for _ in range(ORDERS)]
    return race(ORDERS, lambda i: lifecycle.pay_in_store(order=orders[i]))


def test_no_more_are_put_aside_than_may_wait(race):
    answers = put_all_aside(race)

    assert sum(isinstance(answer, Order) for answer in answers) == put_aside.MOST
    assert sum(isinstance(answer, TooManyPutAside) for answer in answers) == ORDERS - put_aside.MOST
    assert Order.objects.filter(payment_state="due_in_store").count() == put_aside.MOST
    assert StockItem.objects.values_list("on_hand", "reserved").get() == (ORDERS, ORDERS)


def test_without_their_turn_more_are_put_aside_than_may_wait(race, until, monkeypatch):
    """Guard off: nobody waits for the orders of the same phone that are being put aside."""
    monkeypatch.setattr(put_aside, "_one_at_a_time", lambda order: None)

    def damaged() -> bool:
        return sum(isinstance(answer, Order) for answer in put_all_aside(race)) > put_aside.MOST

    assert until(damaged)
