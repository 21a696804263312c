"""The same order asked for twenty times at once by a program that lost its patience."""

import pytest
from django.test import Client

from minishop import idempotency
from orders.carts import services as carts
from orders.orders.models import Order
from orders.stock.models import StockItem
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = {"contact": {"name": "Wen Li", "phone": "13800138000"}}
TIMES = 20


def agreed(quantity=2):
    """A guest's bag at a house, and what its quote says."""
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 50}), quantity, house))
    held = {"Bag-Token": bag.token}
    quote = Client().post("/api/v1/checkout/quotes/", ASKED, content_type="application/json", headers=held)
    return bag, held, ASKED | {"accepted": quote.json()["accepted"]}


def post(held, asked, key):
    headers = held | {"Idempotency-Key": key}
    return Client().post("/api/v1/orders/", asked, content_type="application/json", headers=headers)


def test_twenty_equal_requests_place_one_order_and_have_one_answer(race):
    _bag, held, asked = agreed()

    answers = race(TIMES, lambda _i: post(held, asked, "once"))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["number"] == Order.objects.get().number
    assert StockItem.objects.values_list("on_hand", "reserved").get() == (50, 2)


def test_six_keys_for_one_quote_place_one_order(race):
    _bag, held, asked = agreed()

    answers = race(6, lambda i: post(held, asked, f"key-{i}"))

    assert {answer.status_code for answer in answers} == {201}
    assert {answer.json()["number"] for answer in answers} == {Order.objects.get().number}
    assert StockItem.objects.get().reserved == 2


def unremembered(*, scope, key, fingerprint, work):
    return work()


def test_without_idempotency_the_others_are_told_that_there_is_nothing_left(race, until, monkeypatch):
    """Guard off: no key is looked up; the lock on the bag still lets one order through."""
    monkeypatch.setattr(idempotency, "once", unremembered)

    def damaged() -> bool:
        bag, held, asked = agreed()
        key = bag.checkout_key
        answers = race(6, lambda _i: post(held, asked, "once"))
        assert Order.objects.filter(checkout_key=key).count() == 1
        return sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]

    assert until(damaged)


def test_of_two_changes_to_what_was_read_one_is_refused(race):
    """Both read the bag before either changed it; the second look is under the bag's lock."""
    bag, held, _asked = agreed()
    path = f"/api/v1/bag/lines/{bag.lines.get().pk}/"
    tag = Client().get("/api/v1/bag/", headers=held)["ETag"]

    def change(i):
        headers = held | {"If-Match": tag}
        return Client().patch(path, {"quantity": 3 + i}, content_type="application/json", headers=headers)

    answers = race(2, change)

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert winner.json()["lines"][0]["quantity"] == carts.count(bag)
