"""A program drives a whole order: found, put into the bag, agreed to, paid, handed over at the counter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from minishop import audit
from minishop.events import delivery
from orders.orders.models import Order
from orders.scanning.models import Scan
from orders.stock.models import StockItem
from tests import factories

pytestmark = pytest.mark.django_db
API = "/api/v1"
CONTACT = {"name": "Wen Li", "phone": "+86 138 0013 8000"}
SCOPES = ("bag:read", "bag:write", "orders:read", "orders:write", "payments:read", "payments:write")


@dataclass
class Program:
    """Something that speaks to the API and keeps what it was told."""

    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=Client)

    def get(self, path: str, **asked: Any) -> Any:
        return self._told(self.client.get(API + path, asked, headers=self.headers))

    def post(self, path: str, data: Any = None, *, key: str = "") -> Any:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        sent = self.client.post(API + path, data or {}, content_type="application/json", headers=headers)
        return self._told(sent)

    def _told(self, answer: Any) -> Any:
        assert answer.status_code < 300, answer.json()
        return answer.json()


@pytest.fixture
def house():
    house = factories.store(code="wukang", name="Wukang Road")
    factories.variant(product=factories.product(handle="silk-veil", title="Silk Veil"), stock={house: 3})
    delivery.sweep()
    return house


def ordered(program: Program) -> Any:
    """The order of a piece that was found in the shop, to be collected."""
    [card] = program.get("/products/")["results"]
    [variant] = program.get(f"/products/{card['handle']}/")["variants"]
    line = {"variant": variant["id"], "quantity": 2, "way": "pickup", "store": variant["stores"][0]}
    bag = program.post("/bag/lines/", line)
    if bag["token"]:
        program.headers["Bag-Token"] = bag["token"]
    quote = program.post("/checkout/quotes/", {"contact": CONTACT})
    assert (quote["is_complete"], quote["quote"]["total"]["amount"]) == (True, "476.00")
    order = program.post("/orders/", {"contact": CONTACT, "accepted": quote["accepted"]}, key="order-1")
    if order["key"]:
        program.headers["Order-Key"] = order["key"]
    assert order["can"] == ["pay", "cancel"]
    return order


def begun(program: Program, number: str) -> Any:
    method = program.get(f"/orders/{number}/payment-methods/")["methods"][0]["code"]
    return program.post(f"/orders/{number}/payments/", {"method": method}, key="pay-1")


def rehearse(payment: Any, script: str) -> None:
    """The payer decides on the sandbox's own page, which leads back to ours."""
    page = urlsplit(payment["action"]["url"]).path
    assert Client().post(page, {"script": script}).status_code == 302


def hand_over(code: str, house: Any) -> None:
    """A clerk scans the code and confirms."""
    till = Client()
    till.force_login(factories.staff(store=house))
    till.post(reverse("scan"), {"code": code, "nonce": uuid4().hex}, follow=True)
    till.post(reverse("scan-hand-over", args=[Scan.objects.latest("pk").nonce]))


def is_clean() -> bool:
    return all(result.is_clean for result in audit.run())


def finish(program: Program, number: str, house: Any) -> None:
    """The paid order is collected, and says so."""
    order = program.get(f"/orders/{number}/")
    [parcel] = order["parcels"]
    assert (order["payment_state"], order["can"], parcel["state"]) == ("paid", [], "open")
    hand_over(parcel["pickup"]["code"], house)
    delivery.sweep()
    order = program.get(f"/orders/{number}/")
    assert [parcel["state"] for parcel in order["parcels"]] == ["done"]
    assert order["timeline"][0]["event"] == "fulfilment.handed_over"
    assert order["tenders"][0]["amount"] == order["total"]
    assert StockItem.objects.values_list("on_hand", "reserved").get() == (1, 0)
    assert is_clean()


def test_a_guest_pays_and_the_shop_is_told_by_the_gateway(house, watch):
    program = Program()
    number = ordered(program)["number"]

    rehearse(begun(program, number), "duplicate")
    delivery.sweep()

    finish(program, number, house)
    assert watch.calls["SandboxGateway.start"] == 1


def test_a_member_pays_and_the_message_is_lost_so_the_program_asks(house, bearer: Callable):
    wen = factories.member()
    program = Program(bearer(wen, *SCOPES))
    number = ordered(program)["number"]
    payment = begun(program, number)

    rehearse(payment, "lost")
    delivery.sweep()
    assert program.get(f"/orders/{number}/")["payment_state"] == "due"
    found = program.get(f"/orders/{number}/payments/{payment['id']}/")

    assert (found["state"], found["order"]["payment_state"]) == ("captured", "paid")
    assert [order["number"] for order in program.get("/orders/", tab="to-collect")["results"]] == [number]
    finish(program, number, house)


def test_a_guest_fills_a_bag_signs_in_and_orders_what_both_bags_held(house, bearer: Callable):
    piece = factories.variant(stock={house: 1}, price=100)
    guest, wen = Program(), factories.member()
    token = guest.post("/bag/lines/", {"sku": piece.sku, "way": "pickup", "store": "wukang"})["token"]
    program = Program(bearer(wen, *SCOPES) | {"Bag-Token": token})

    program.post("/bag/merge/")
    del program.headers["Bag-Token"]
    quote = program.post("/checkout/quotes/", {"contact": CONTACT})
    number = program.post("/orders/", {"contact": CONTACT, "accepted": quote["accepted"]}, key="k")["number"]

    assert Order.objects.get(number=number).user == wen
    assert program.get(f"/orders/{number}/")["lines"][0]["sku"] == piece.sku
    assert is_clean()


def test_an_order_that_was_cancelled_takes_no_payment_and_its_pieces_are_free(house):
    program = Program()
    number = ordered(program)["number"]
    assert StockItem.objects.get().reserved == 2

    program.post(f"/orders/{number}/cancellation/")
    late = program.client.post(
        f"{API}/orders/{number}/payments/",
        {"method": "sandbox"},
        content_type="application/json",
        headers=program.headers | {"Idempotency-Key": "late"},
    )

    assert (late.status_code, late.json()["type"].split("/")[-2]) == (409, "not-payable")
    assert StockItem.objects.get().reserved == 0
    assert is_clean()
