"""Checkout as programs use it: a quote, and the order it leads to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.products import services as products
from members.addresses.models import Address
from minishop.api import etags
from orders.carts.models import CartLine
from orders.orders.models import Order
from orders.stock import services as stock
from orders.stock.models import StockItem, StockMovement
from tests import factories
from tests.orders.checkout.asking import ADDRESS, CONTACT, ORDERS, QUOTES, SENT, accepted, ask, pointers

pytestmark = pytest.mark.django_db


def test_a_quote_says_what_is_missing_and_what_each_way_costs(client, held):
    told = ask(client, QUOTES, {}, held).json()

    wanted = {"#/contact/name", "#/contact/phone", "#/address/province", "#/address/city", "#/address/street"}
    assert {flaw["pointer"] for flaw in told["missing"]} == wanted
    assert told["quote"]["total"]["amount"] == "250.00"
    assert [way["way"] for way in told["ways"]] == ["ship", "pickup"]
    assert [(one["store"]["code"], one["available"]) for one in told["stores"]] == [("wukang", 1)]
    assert told["parcels"][0]["words"].startswith("Delivered, ")


def test_what_is_collected_needs_no_address(client, held):
    told = ask(client, QUOTES, {"way": "pickup", "store": "wukang", "contact": CONTACT}, held).json()

    assert (told["is_complete"], told["missing"]) == (True, [])
    assert told["parcels"][0]["words"].startswith("Collect at Wukang Road")
    assert told["quote"]["total"]["amount"] == "238.00"


def test_an_order_is_placed_as_it_was_agreed_to(client, held):
    answer = ask(client, ORDERS, accepted(client, held), held, "k1")

    order = Order.objects.get()
    told = answer.json()
    assert (answer.status_code, told["number"]) == (201, order.number)
    assert answer["Location"].endswith(f"/api/v1/orders/{order.number}/")
    assert (order.contact_phone, told["total"]["amount"]) == ("+8613800138000", "250.00")
    assert told["can"] == ["pay", "cancel"]
    assert client.get(answer["Location"], headers={"Order-Key": told["key"]}).status_code == 200
    assert not CartLine.objects.exists()
    assert StockItem.objects.get().reserved == 1


def test_the_same_key_has_the_same_answer_and_places_nothing_more(client, held):
    asked = accepted(client, held)

    first, again = (ask(client, ORDERS, asked, held, "k1") for _ in range(2))

    assert (again.status_code, again.json()) == (201, first.json())
    assert (again["Idempotent-Replayed"], again["Location"]) == ("true", first["Location"])
    assert Order.objects.count() == 1


def test_another_key_for_the_same_quote_has_the_same_order(client, held):
    asked = accepted(client, held)

    first, again = (ask(client, ORDERS, asked, held, key) for key in ("k1", "k2"))

    assert again.json() == first.json()
    assert Order.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(client, held):
    asked = accepted(client, held)
    ask(client, ORDERS, asked, held, "k1")

    answer = ask(client, ORDERS, asked | {"note": "Ring twice"}, held, "k1")

    assert answer.status_code == 422
    assert Order.objects.get().note == ""


def test_without_a_key_nothing_is_ordered(client, held):
    answer = ask(client, ORDERS, accepted(client, held), held)

    assert (answer.status_code, answer.json()["type"].split("/")[-2]) == (400, "idempotency-key-missing")
    assert not Order.objects.exists()


def test_a_price_that_changed_is_told_and_agreed_to_anew(client, held, veil):
    asked = accepted(client, held)
    products.set_price(variant=veil, amount=Decimal(258))

    answer = ask(client, ORDERS, asked, held, "k1")

    told = answer.json()
    assert answer.status_code == 409
    assert [(one["kind"], one["amount"]["amount"]) for one in told["differences"]] == [
        ("price", "258.00"),
        ("total", "270.00"),
    ]
    assert not Order.objects.exists()
    assert ask(client, ORDERS, asked | {"accepted": told["accepted"]}, held, "k2").status_code == 201


def test_pieces_that_went_are_told_as_fewer(client, house, veil):
    held = {"Bag-Token": factories.cart((veil, 5)).token}
    asked = accepted(client, held)
    stock.adjust(variant=veil, store=house, quantity=-3, kind=StockMovement.Kind.DAMAGED, reference="flood")

    told = ask(client, ORDERS, asked, held, "k1").json()

    assert [(one["kind"], one["quantity"]) for one in told["differences"]] == [("fewer", 2), ("total", None)]
    assert not Order.objects.exists()


def test_what_was_never_agreed_to_is_not_ordered(client, held):
    for text in ("made-up", "x.y", "." * 120):
        answer = ask(client, ORDERS, SENT | {"accepted": text}, held, "k1")
        assert (answer.status_code, answer.json()["differences"][-1]["kind"]) == (409, "total")
    assert not Order.objects.exists()


def test_a_members_own_address_fills_the_boxes_and_anothers_does_not(client, veil, bearer):
    wen = factories.member()
    kept = {"name": "Wen Li", "phone": "+8613800138000"} | ADDRESS
    own = Address.objects.create(user=wen, **kept)
    others = Address.objects.create(user=factories.member(), **kept)
    factories.cart((veil, 1), user=wen)
    keys = bearer(wen, "bag:read", "orders:write")

    asked = accepted(client, keys, {"way": "ship", "address_id": own.pk})
    refused = ask(client, ORDERS, asked | {"address_id": others.pk}, keys, "k1")
    placed = ask(client, ORDERS, asked, keys, "k2")

    assert pointers(refused) == ["#/address_id"]
    assert (placed.status_code, placed.json()["key"]) == (201, None)
    own.refresh_from_db()
    assert own.used_at is not None
    parcel = Order.objects.get(user=wen).fulfilments.get()
    assert (parcel.address.street, parcel.address.phone) == ("88 Huaihai Road", "+8613800138000")


def test_an_order_of_anothers_quote_is_not_shown(client, held, veil, bearer):
    asked = accepted(client, held)
    ask(client, ORDERS, asked, held, "k1")
    lin = factories.member()
    factories.cart((veil, 1), user=lin)

    answer = ask(client, ORDERS, asked, bearer(lin, "orders:write"), "k1")

    assert answer.status_code == 404
    assert Order.objects.count() == 1


def test_the_pieces_are_held_for_a_quarter_of_an_hour(client, held):
    ask(client, ORDERS, accepted(client, held), held, "k1")

    left = Order.objects.get().expires_at - timezone.now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)


@pytest.mark.parametrize("copies", [1, 10])
def test_a_quote_asks_as_often_for_two_lines_as_for_twenty(client, house, copies, django_assert_num_queries):
    lines = [(factories.variant(stock={house: 9}), 1, *place) for place in [(), (house,)] * copies]
    held = {"Bag-Token": factories.cart(*lines).token}
    ask(client, QUOTES, SENT, held)

    with django_assert_num_queries(10):
        assert len(ask(client, QUOTES, SENT, held).json()["lines"]) == 2 * copies


def test_asking_for_a_quote_twice_changes_nothing(client, held):
    first, again = (ask(client, QUOTES, SENT, held).json() for _ in range(2))

    assert etags.of(first) == etags.of(again)
