"""A member's saved addresses at checkout."""

import pytest

from members.addresses import services as addresses
from members.addresses.models import Address
from orders.orders.models import Order
from tests import factories
from tests.orders.checkout.test_page import TYPED, hidden

pytestmark = pytest.mark.django_db
HOME = {
    "name": "李爸爸", "phone": "+8613900139000", "province": "Xinjiang", "city": "乌鲁木齐市",
    "district": "天山区", "street": "中山路1号",
}  # fmt: skip
EMPTY = {"province": "", "city": "", "district": "", "street": ""}


@pytest.fixture
def wen(client):
    factories.zone()
    factories.zone(price=28, free_from=None, provinces=["Xinjiang"])
    member = factories.member()
    client.force_login(member)
    factories.cart((factories.variant(stock={factories.store(): 9}), 1), user=member)
    return member


def parcel():
    return Order.objects.get().fulfilments.get().address


def test_the_first_choice_is_ready_and_the_price_follows_it(client, wen):
    home = addresses.add(user=wen, **HOME)
    page = client.get("/checkout/")
    assert f'name="saved" value="{home.pk}" checked' in page.content.decode()

    client.post("/checkout/", TYPED | EMPTY | hidden(page) | {"saved": home.pk})

    order = Order.objects.get()
    assert (order.contact_name, order.shipping_total) == ("Wen Li", 28)
    assert (parcel().name, str(parcel().phone), parcel().street) == ("李爸爸", "+8613900139000", "中山路1号")
    home.refresh_from_db()
    assert home.used_at is not None


def test_whoever_never_ordered_is_called_as_in_the_book(client, wen):
    wen.name, wen.phone = "", None
    wen.save()
    addresses.add(user=wen, **HOME)
    page = client.get("/checkout/").content.decode()
    assert 'name="name" value="李爸爸"' in page
    assert 'name="phone" value="139 0013 9000"' in page


@pytest.mark.parametrize("size", [1, 20])
def test_checkout_asks_as_often_at_any_size_of_the_book(client, wen, django_assert_num_queries, size):
    for number in range(size):
        addresses.add(user=wen, **HOME | {"street": f"中山路{number}号"})
    client.get("/checkout/")

    with django_assert_num_queries(18):
        page = client.get("/checkout/")

    assert page.content.decode().count('name="saved"') == size + 1


def test_another_address_is_kept_when_one_asks_for_it(client, wen):
    page = client.get("/checkout/")
    assert "Keep this address" in page.content.decode()

    client.post("/checkout/", TYPED | hidden(page) | {"keep": "on"})

    kept = Address.objects.of(wen).get()
    assert (kept.city, kept.district, kept.street) == ("上海市", "黄浦区", "88 Huaihai Road")
    assert parcel().street == kept.street
    assert kept.used_at is not None


def test_nothing_is_kept_unasked_nor_of_a_guest(client, wen):
    client.post("/checkout/", TYPED | hidden(client.get("/checkout/")))
    assert Order.objects.count() == 1
    assert not Address.objects.exists()

    client.logout()
    bag = factories.cart((factories.variant(stock={factories.store(): 2}), 1))
    client.cookies["bag"] = bag.token
    page = client.get("/checkout/")
    assert "Keep this address" not in page.content.decode()
    client.post("/checkout/", TYPED | hidden(page) | {"keep": "on"})
    assert Order.objects.count() == 2
    assert not Address.objects.exists()


def test_someone_elses_address_is_none(client, wen):
    theirs = addresses.add(user=factories.member(), **HOME)

    page = client.post("/checkout/", TYPED | EMPTY | hidden(client.get("/checkout/")) | {"saved": theirs.pk})

    assert "We need this to send it." in page.content.decode()
    assert not Order.objects.exists()


def test_what_is_pasted_stands_under_another_address(client, wen):
    home = addresses.add(user=wen, **HOME)
    pasted = {"do": "sort", "saved": home.pk, "paste": "李雯 13900139000 浙江省杭州市西湖区北山街5号"}

    page = client.post("/checkout/", TYPED | pasted).content.decode()

    assert 'name="saved" value="" checked' in page
    assert '<option value="西湖区" selected>' in page
