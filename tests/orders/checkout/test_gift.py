"""A gift tells no price; what is not taken back is said, and confirmed if sealed, before it is bought."""

import pytest

from catalog.products.models import Product
from orders.orders.models import Order, OrderLine
from tests import factories
from tests.orders.checkout.asking import CONTACT, ORDERS, QUOTES, SENT, accepted, ask, pointers
from tests.orders.checkout.test_page import hidden, order_of

pytestmark = pytest.mark.django_db
WORDS = "For Mother,\nwith love. 生日快乐"


@pytest.fixture
def bag(client, veil):
    cart = factories.cart((veil, 1))
    client.cookies["bag"] = cart.token
    return cart


def sell(**rule):
    Product.objects.update(**rule)


def test_a_gift_keeps_its_words_and_the_order_shows_them(client, bag):
    order_of(client, is_gift="on", gift_note=WORDS)

    order = Order.objects.get()
    assert (order.is_gift, order.gift_note.replace("\r", "")) == (True, WORDS)
    page = client.get(f"/orders/{order.number}/").content.decode()
    assert "No prices in the parcel" in page
    assert "生日快乐" in page


def test_words_for_a_card_come_back_with_what_is_wrong(client, bag):
    page = order_of(client, is_gift="on", gift_note=WORDS, phone="12").content.decode()

    assert "with love. 生日快乐</textarea>" in page
    assert 'name="is_gift" id="id_is_gift" checked' in page
    assert not Order.objects.exists()


def test_a_card_has_room_for_two_hundred_letters(client, bag):
    assert "at most 200" in order_of(client, is_gift="on", gift_note="x" * 201).content.decode()
    assert not Order.objects.exists()


def test_words_without_a_gift_are_not_kept(client, bag):
    order_of(client, gift_note=WORDS)

    order = Order.objects.get()
    assert (order.is_gift, order.gift_note) == (False, "")


def test_a_program_makes_it_a_gift_by_words_alone(client, held):
    asked = accepted(client, held, SENT | {"gift_note": "With love"})

    answer = ask(client, ORDERS, asked, held, "k1").json()

    told = client.get(f"/api/v1/orders/{answer['number']}/", headers={"Order-Key": answer["key"]}).json()
    assert (told["is_gift"], told["gift_note"]) == (True, "With love")


def test_what_is_made_for_someone_is_said_everywhere_and_written_down(client, bag, veil):
    sell(no_return="made_to_order")
    said = "Made for you: not taken back without a fault"

    pages = [f"/products/{veil.product.handle}/", "/bag/", "/checkout/"]
    assert [said in client.get(page).content.decode() for page in pages] == [True] * 3
    order_of(client)

    assert OrderLine.objects.get().no_return == "made_to_order"
    sell(no_return="")
    assert said in client.get(f"/orders/{Order.objects.get().number}/").content.decode()


def test_a_sealed_piece_is_confirmed_before_it_is_bought(client, bag):
    sell(no_return="sealed")

    page = order_of(client).content.decode()
    assert "Please confirm this" in page
    assert not Order.objects.exists()

    order_of(client, sealed="on")
    assert OrderLine.objects.get().no_return == "sealed"


def test_the_tick_starts_empty_and_is_there_only_where_it_is_needed(client, bag):
    assert 'name="sealed"' not in client.get("/checkout/").content.decode()
    sell(no_return="sealed")

    page = client.get("/checkout/").content.decode()
    assert 'name="sealed" id="id_sealed">' in page


def test_a_program_confirms_it_too(client, held):
    sell(no_return="sealed")

    quote = ask(client, QUOTES, SENT, held).json()
    assert [flaw["pointer"] for flaw in quote["missing"]] == ["#/accepts_sealed"]
    assert quote["lines"][0]["no_return"] == "sealed"
    refused = ask(client, ORDERS, SENT | {"accepted": quote["accepted"]}, held, "k1")
    assert (refused.status_code, pointers(refused)) == (400, ["#/accepts_sealed"])
    assert not Order.objects.exists()

    ask(client, ORDERS, accepted(client, held, SENT | {"accepts_sealed": True}), held, "k2")
    assert Order.objects.get().lines.get().no_return == "sealed"


def test_what_is_changed_after_the_quote_is_asked_for_again(client, bag):
    typed = {"way": "pickup", "store": "wukang"} | CONTACT | hidden(client.get("/checkout/"))
    sell(no_return="sealed")

    assert "Please confirm this" in client.post("/checkout/", typed | {"sealed": ""}).content.decode()
    assert not Order.objects.exists()
