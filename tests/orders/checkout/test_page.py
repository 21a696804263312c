from decimal import Decimal

import pytest

from catalog.products import services as products
from orders.orders.models import Order
from orders.stock.models import StockItem
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {
    "way": "ship", "name": "Wen Li", "phone": "13800138000", "province": "Shanghai", "city": "Shanghai",
    "district": "Huangpu", "street": "88 Huaihai Road",
}  # fmt: skip


@pytest.fixture
def house():
    factories.zone()
    factories.zone(price=28, free_from=None, provinces=["Xinjiang"])
    return factories.store(name="Wukang Road", code="wukang-road")


@pytest.fixture
def lipstick(house):
    return factories.variant(stock={house: 5})


@pytest.fixture
def bag(client, lipstick):
    cart = factories.cart((lipstick, 2))
    client.cookies["bag"] = cart.token
    return cart


def hidden(page):
    text = page.content.decode()
    return {name: text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("key", "accepted")}


def order_of(client, **typed):
    return client.post("/checkout/", TYPED | hidden(client.get("/checkout/")) | typed)


def test_a_guest_orders_and_goes_to_pay(client, bag):
    response = order_of(client)

    order = Order.objects.get()
    assert response.url == f"/pay/{order.number}/"
    assert (order.user, order.contact_phone, order.total) == (None, "+8613800138000", 488)
    assert order.fulfilments.get().address.street == "88 Huaihai Road"
    assert client.get(f"/orders/{order.number}/").status_code == 200


def test_a_second_click_leads_to_the_same_order(client, bag):
    typed = TYPED | hidden(client.get("/checkout/"))

    urls = {client.post("/checkout/", typed).url for _ in range(3)}

    assert len(urls) == Order.objects.count() == 1
    assert StockItem.objects.get().reserved == 2


def test_an_empty_bag_has_no_checkout(client):
    assert client.get("/checkout/").url == "/bag/"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, bag):
    page = order_of(client, phone="12", note="Ring twice").content.decode()

    assert "look like a phone number" in page
    assert "Ring twice" in page
    assert "88 Huaihai Road" in page
    assert not Order.objects.exists()


def test_a_parcel_needs_an_address(client, bag):
    page = order_of(client, street="", phone="12").content.decode()

    assert "We need this to send it." in page
    assert "look like a phone number" in page
    assert not Order.objects.exists()


def test_collecting_needs_a_house_and_no_address(client, bag, house):
    nowhere = {"way": "pickup", "province": "", "city": "", "street": ""}
    assert "Choose the house" in order_of(client, **nowhere).content.decode()

    page = client.post(
        "/checkout/", TYPED | hidden(client.get("/checkout/")) | nowhere | {"store": house.code}
    )
    assert "The total is now ¥476" in page.content.decode()
    client.post("/checkout/", TYPED | hidden(page) | nowhere | {"store": house.code})

    assert Order.objects.get().fulfilments.get().way == "pickup"


def test_a_changed_price_is_shown_and_the_next_press_accepts_it(client, bag, lipstick):
    client.get("/bag/")
    typed = TYPED | hidden(client.get("/checkout/"))
    products.set_price(variant=lipstick, amount=Decimal(248))

    page = client.post("/checkout/", typed)
    assert "is now ¥248, it was ¥238" in page.content.decode()
    assert "88 Huaihai Road" in page.content.decode()
    assert not Order.objects.exists()

    client.post("/checkout/", typed | hidden(page))
    assert Order.objects.get().goods_total == 496


def test_a_far_province_costs_more_and_says_so_first(client, bag):
    page = order_of(client, province="Xinjiang", city="Urumqi", district="")

    assert "The total is now ¥504" in page.content.decode()
    assert not Order.objects.exists()


def test_pieces_taken_meanwhile_are_shown_as_a_difference(client, bag, lipstick):
    typed = TYPED | hidden(client.get("/checkout/"))
    factories.place(factories.cart((lipstick, 4)))

    page = client.post("/checkout/", typed).content.decode()

    assert "only 1 can be had now, not 2" in page
    assert Order.objects.count() == 1


def test_nothing_left_leads_back_to_the_bag(client, bag, lipstick):
    typed = TYPED | hidden(client.get("/checkout/"))
    factories.place(factories.cart((lipstick, 5)))

    assert client.post("/checkout/", typed).url == "/bag/"
    assert Order.objects.count() == 1


def test_a_member_finds_what_they_typed_last_time(client, house, lipstick):
    wen = factories.member()
    client.force_login(wen)
    factories.place(factories.cart((lipstick, 1), user=wen), street="5 Anfu Road")
    factories.cart((lipstick, 1), user=wen)

    page = client.get("/checkout/").content.decode()

    assert "5 Anfu Road" in page
    assert 'value="Shanghai" selected' in page


def test_a_changed_way_comes_back_as_the_amount_for_htmx(client, bag, house):
    typed = TYPED | hidden(client.get("/checkout/")) | {"way": "pickup", "store": house.code, "do": "update"}

    part = client.post("/checkout/", typed, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert 'value="476"' in part
    assert not Order.objects.exists()


def test_a_pasted_address_is_sorted_into_the_boxes_and_nothing_typed_is_lost(client, bag):
    pasted = {"do": "sort", "paste": "李雯 13900139000 浙江省杭州市西湖区北山街5号", "note": "Ring twice"}

    page = order_of(client, **pasted).content.decode()

    assert all(
        words in page for words in ("李雯", "13900139000", "杭州市", "西湖区", "北山街5号", "Ring twice")
    )
    assert 'value="Zhejiang" selected' in page
    assert not Order.objects.exists()
