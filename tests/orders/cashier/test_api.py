"""The cashier as programs use it."""

import pytest

from orders.lifecycle import services as lifecycle
from orders.orders import access
from orders.orders.models import Order
from orders.pickup.models import Pickup
from payments.attempts.models import Payment
from payments.gateways.sandbox import services as sandbox
from tests import factories

pytestmark = pytest.mark.django_db


def ask(client, method, order, *more, data=None, key="", **headers):
    path = "/".join(["/api/v1/orders", order.number, *more, ""])
    headers |= {"Idempotency-Key": key} if key else {}
    held = {"Order-Key": access.link_key(order)} | headers
    return getattr(client, method)(path, data, content_type="application/json", headers=held)


def begin(client, order, key="k1", **data):
    return ask(client, "post", order, "payments", data={"method": "sandbox"} | data, key=key)


def decide(payment, script):
    """The payer chooses an outcome on the sandbox's own page."""
    token = payment["action"]["url"].rstrip("/").split("/")[-1]
    sandbox.choose(token=token, script=script)


def test_an_order_says_how_it_may_be_paid_and_until_when(client):
    order = factories.order(paid=False)

    told = ask(client, "get", order, "payment-methods").json()

    assert [one["code"] for one in told["methods"]] == ["sandbox", "offline"]
    assert told["total"] == {"amount": "238.00", "currency": "CNY"}
    assert told["expires_at"].endswith("Z")


def test_what_is_paid_has_no_ways_left_and_what_is_sent_is_not_paid_at_a_counter(client):
    sent = factories.order(paid=False, way="ship")

    assert ask(client, "get", factories.order(), "payment-methods").json()["methods"] == []
    assert [one["code"] for one in ask(client, "get", sent, "payment-methods").json()["methods"]] == [
        "sandbox"
    ]


def test_a_payment_says_where_the_payer_goes(client):
    order = factories.order(paid=False)

    answer = begin(client, order)

    payment = Payment.objects.get()
    told = answer.json()
    assert (answer.status_code, told["id"], told["state"]) == (201, payment.number, "pending")
    assert told["action"]["type"] == "redirect"
    assert told["action"]["url"].endswith(payment.action["url"])
    assert answer["Location"].endswith(f"/payments/{payment.number}/")
    assert payment.return_url.endswith(f"/pay/{order.number}/return/")


def test_money_that_came_is_found_when_it_is_asked_after(client):
    order = factories.order(paid=False)
    told = begin(client, order).json()
    decide(told, "lost")

    found = ask(client, "get", order, "payments", told["id"]).json()

    assert (found["state"], found["order"]["payment_state"]) == ("captured", "paid")
    assert found["action"]["type"] == "none"
    assert Pickup.objects.get(fulfilment__order=order).qr


def test_a_declined_payment_says_so_and_the_order_may_be_paid_again(client):
    order = factories.order(paid=False)
    told = begin(client, order).json()
    decide(told, "decline")

    found = ask(client, "post", order, "payments", told["id"], "check").json()
    again = begin(client, order, key="k2").json()

    assert (found["state"], found["order"]["payment_state"]) == ("failed", "due")
    assert again["id"] != told["id"]
    assert [one["id"] for one in ask(client, "get", order, "payments").json()] == [again["id"], told["id"]]


def test_a_payment_nobody_has_heard_of_is_never_called_failed(client):
    order = factories.order(paid=False)
    payment = factories.payment(order, gateway="offline", state=Payment.State.UNKNOWN)

    assert ask(client, "get", order, "payments", payment.number).json()["state"] == "unknown"


def test_the_same_key_is_one_attempt_and_so_is_another_while_it_lives(client):
    order = factories.order(paid=False)

    answers = [begin(client, order, key=key) for key in ("k1", "k1", "k2")]

    assert len({answer.json()["id"] for answer in answers}) == 1
    assert answers[1]["Idempotent-Replayed"] == "true"
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"method": "gold"}, "#/method"),
        ({"method": 5}, "#/method"),
        ({"return_url": "https://elsewhere.example/"}, "#/return_url"),
        ({"return_url": "//elsewhere.example/"}, "#/return_url"),
        ({"return_url": "/\\elsewhere.example/"}, "#/return_url"),
        ({"return_url": "javascript:alert(1)"}, "#/return_url"),
        ({"return_url": "/" + "x" * 200}, "#/return_url"),
    ],
)
def test_what_makes_no_sense_begins_nothing(client, asked, pointer):
    answer = begin(client, factories.order(paid=False), **asked)

    assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (400, [pointer])
    assert not Payment.objects.exists()


def test_the_payer_may_be_led_back_to_another_page_of_ours(client):
    begin(client, factories.order(paid=False), return_url="/orders/")

    assert Payment.objects.get().return_url == "http://testserver/orders/"


def test_without_a_key_nothing_begins(client):
    order = factories.order(paid=False)

    assert ask(client, "post", order, "payments", data={"method": "sandbox"}).status_code == 400
    assert not Payment.objects.exists()


def test_paying_in_the_store_keeps_the_order_and_draws_its_code(client):
    order = factories.order(paid=False)

    answer = begin(client, order, method="offline")

    told = answer.json()
    assert (answer.status_code, told["id"], told["state"]) == (201, None, "in_store")
    assert told["order"]["payment_state"] == "due_in_store"
    assert Pickup.objects.get(fulfilment__order=order).qr
    assert not Payment.objects.exists()
    assert begin(client, order, method="offline").json() == told


def test_as_many_as_may_wait_in_the_stores_are_a_problem_with_their_count(client):
    house = factories.store()
    for _ in range(3):
        lifecycle.pay_in_store(order=factories.order(paid=False, at=house))
    order = factories.order(paid=False, at=house)

    answer = begin(client, order, method="offline")

    order.refresh_from_db()
    assert (answer.status_code, answer.json()["count"]) == (409, 3)
    assert order.payment_state == "due"


@pytest.mark.parametrize("state", ["expired", "cancelled"])
def test_a_dead_order_and_a_paid_one_take_no_payment(client, state):
    dead, paid = factories.order(paid=False), factories.order()
    Order.objects.filter(pk=dead.pk).update(state=state)
    before = Payment.objects.count()

    assert begin(client, dead).status_code == begin(client, paid).status_code == 409
    assert Payment.objects.count() == before


def test_anothers_order_and_anothers_payment_are_not_there(client, bearer):
    order, other = factories.order(paid=False), factories.order(paid=False)
    payment = factories.payment(other)
    keys = bearer(factories.member(), "payments:read", "payments:write")
    path = f"/api/v1/orders/{other.number}/"

    assert ask(client, "get", order, "payments", payment.number).status_code == 404
    for part in ("payments/", "payment-methods/", f"payments/{payment.number}/"):
        assert client.get(path + part, headers=keys).status_code == 404
        assert client.get(path + part).status_code == 404
    answer = client.post(
        path + "payments/",
        {"method": "sandbox"},
        content_type="application/json",
        headers=keys | {"Idempotency-Key": "k1"},
    )
    assert (answer.status_code, Payment.objects.count()) == (404, 1)


def test_a_token_that_may_only_read_begins_nothing(client, bearer):
    wen = factories.member()
    order = factories.order(user=wen, paid=False)
    keys = bearer(wen, "payments:read", "orders:write")

    answer = client.post(
        f"/api/v1/orders/{order.number}/payments/",
        {"method": "sandbox"},
        content_type="application/json",
        headers=keys | {"Idempotency-Key": "k1"},
    )

    assert (answer.status_code, answer.json()["scope"]) == (403, "payments:write")
    assert not Payment.objects.exists()
