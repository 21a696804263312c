import base64

import pytest
from django.test import Client

from orders.orders import access
from orders.returns.models import Return
from tests.catalog.images import photograph
from tests.orders.aftersale.shopping import collected

pytestmark = pytest.mark.django_db


def call(order, method: str, path: str = "", body=None, **headers: str):
    headers |= {"Order-Key": access.link_key(order)}
    address = f"/api/v1/orders/{order.number}/returns/{path}"
    return getattr(Client(), method)(address, body, content_type="application/json", headers=headers)


def wish(order, **fields):
    line = order.lines.all()[0]
    return {"pieces": [{"line": line.pk, "quantity": 1}], "kind": "return", "reason": "unsuitable"} | fields


def test_a_quote_says_what_goes_back_and_asks_nothing() -> None:
    order = collected(pieces=2)
    told = call(order, "post", "quote/", wish(order)).json()
    assert told["amount"] == {"amount": "238.00", "currency": "CNY"}
    assert not Return.objects.exists()


def test_it_is_asked_once_for_a_key_read_sent_and_listed() -> None:
    order = collected()
    first, again = (
        call(order, "post", "", wish(order, back="post"), **{"Idempotency-Key": "one"}) for _n in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    number = first.json()["number"]
    assert again.json()["number"] == number == Return.objects.get().number
    assert first.json()["can"] == ["withdraw", "send"]
    parcel = {"carrier": "SF Express", "tracking_number": "SF99"}
    assert call(order, "post", f"{number}/shipment/", parcel).json()["state"] == "sent"
    assert call(order, "get", f"{number}/").json()["timeline"][0]["title"]
    assert [one["number"] for one in call(order, "get").json()] == [number]
    refused = call(order, "post", f"{number}/withdrawal/")
    assert (refused.status_code, refused.json()["state"]) == (409, "sent")


def test_a_rule_that_forbids_it_is_named_and_nothing_is_asked() -> None:
    order = collected()
    answer = call(order, "post", "", wish(order, reason="faulty", back="post"), **{"Idempotency-Key": "one"})
    assert (answer.status_code, answer.json()["why"]) == (409, "photo")
    assert not Return.objects.exists()


def test_a_photograph_in_base64_is_kept_and_what_is_none_is_pointed_at() -> None:
    order = collected()
    data = base64.b64encode(photograph(80, 100, kind="JPEG").getvalue()).decode()
    told = wish(order, reason="faulty", back="post", photos=[data, "bm9uZQ=="])
    wrong = call(order, "post", "", told, **{"Idempotency-Key": "one"})
    assert wrong.json()["errors"][0]["pointer"] == "#/photos/1"
    assert not Return.objects.exists()
    told["photos"] = [data]
    assert call(order, "post", "", told, **{"Idempotency-Key": "two"}).json()["photos"] == 1


def test_another_order_is_not_there() -> None:
    order, other = collected(), collected()
    headers = {"Order-Key": access.link_key(other)}
    assert Client().get(f"/api/v1/orders/{order.number}/returns/", headers=headers).status_code == 404
