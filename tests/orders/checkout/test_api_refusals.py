"""What programs are refused at checkout; nothing is ordered then."""

import pytest

from orders.carts.models import CartLine
from orders.orders.models import Order
from tests import factories
from tests.orders.checkout.asking import ADDRESS, ORDERS, QUOTES, SENT, accepted, ask, pointers

pytestmark = pytest.mark.django_db


def test_where_nothing_is_sent_is_a_problem_with_the_province(client, held):
    factories.ShippingZone.objects.update(provinces=["Shanghai"])
    far = SENT | {"address": ADDRESS | {"province": "Tibet"}}

    quote = ask(client, QUOTES, far, held).json()
    answer = ask(client, ORDERS, far | {"accepted": quote["accepted"]}, held, "k1")

    assert "#/address/province" in [flaw["pointer"] for flaw in quote["missing"]]
    assert (answer.status_code, answer.json()["province"]) == (409, "Tibet")
    assert not Order.objects.exists()


def test_what_is_missing_is_told_all_at_once_and_nothing_is_ordered(client, held):
    quote = ask(client, QUOTES, {}, held).json()

    answer = ask(client, ORDERS, {"accepted": quote["accepted"], "contact": {"phone": "12"}}, held, "k1")

    assert answer.status_code == 400
    assert pointers(answer) == [
        "#/address/city", "#/address/province", "#/address/street", "#/contact/name", "#/contact/phone",
    ]  # fmt: skip
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"way": "fly"}, "#/way"),
        ({"way": ["ship"]}, "#/way"),
        ({"contact": "Wen"}, "#/contact"),
        ({"contact": {"name": 5}}, "#/contact/name"),
        ({"note": "x" * 301}, "#/note"),
        ({"address_id": "7"}, "#/address_id"),
        ({"address_id": 7}, "#/address_id"),
        ({"accepted": None}, "#/accepted"),
        ({"address": {"street": "88\0"}}, "#/address/street"),
    ],
)
def test_what_makes_no_sense_is_refused(client, held, asked, pointer):
    answer = ask(client, ORDERS, accepted(client, held) | asked, held, "k1")

    assert (answer.status_code, pointers(answer)) == (400, [pointer])
    assert not Order.objects.exists()


def test_an_empty_bag_and_none_at_all_have_nothing_to_order(client, held):
    CartLine.objects.all().delete()

    assert ask(client, QUOTES, {}, held).status_code == 409
    assert ask(client, QUOTES, {}, {}).status_code == 409
    assert ask(client, ORDERS, SENT | {"accepted": "x.y"}, {}, "k1").status_code == 409


def test_a_token_without_the_scope_places_nothing(client, veil, bearer):
    wen = factories.member()
    factories.cart((veil, 1), user=wen)
    keys = bearer(wen, "bag:read", "bag:write", "orders:read")

    answer = ask(client, ORDERS, accepted(client, keys), keys, "k1")

    assert (answer.status_code, answer.json()["scope"]) == (403, "orders:write")
    assert not Order.objects.exists()
