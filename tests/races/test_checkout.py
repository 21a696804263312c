"""One bag, one checkout, many clicks."""

import pytest
from django.db import IntegrityError

from minishop import idempotency
from orders.carts import bag as bags
from orders.checkout import services as checkout
from orders.checkout.values import NothingToOrder
from orders.orders.models import Order
from orders.stock.models import StockItem
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 6


def clicked(race):
    """What each of six clicks on the same page was answered."""
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 50}), 2, house))
    key, accepted = bag.checkout_key, bags.read(bag, province="Shanghai").quote.digest
    told = factories.details()
    return race(
        CLICKS, lambda _i: checkout.place(cart=bag, details=told, checkout_key=key, accepted=accepted)
    ), key


def test_six_clicks_place_one_order_and_all_are_told_its_number(race):
    answers, _key = clicked(race)

    assert {answer.number for answer in answers} == {Order.objects.get().number}
    assert StockItem.objects.values_list("on_hand", "reserved").get() == (50, 2)


def unremembered(*, scope, key, fingerprint, work):
    return work()


def test_without_idempotency_the_second_click_is_told_the_bag_is_empty(race, until, monkeypatch):
    """Guard off: the key is not looked up; the lock on the bag still lets only one order through."""
    monkeypatch.setattr(idempotency, "once", unremembered)

    def damaged() -> bool:
        answers, key = clicked(race)
        assert Order.objects.filter(checkout_key=key).count() == 1
        return sum(isinstance(answer, NothingToOrder) for answer in answers) == CLICKS - 1

    assert until(damaged)


def test_without_idempotency_and_the_bags_lock_the_constraint_refuses(race, until, monkeypatch):
    """Guards off: nobody waits for anybody; `checkout_key` is unique behind them."""
    monkeypatch.setattr(idempotency, "once", unremembered)
    monkeypatch.setattr(checkout, "_locked", lambda cart: cart)

    def damaged() -> bool:
        answers, key = clicked(race)
        assert Order.objects.filter(checkout_key=key).count() == 1
        return any(isinstance(answer, IntegrityError) for answer in answers)

    assert until(damaged)
