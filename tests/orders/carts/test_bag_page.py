import re
from decimal import Decimal

import pytest
from django.test import Client

from catalog.products import services as products
from orders.carts.models import Cart, CartLine
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    factories.zone()
    return factories.store(name="Wukang Road", code="wukang-road")


@pytest.fixture
def lipstick(house):
    return factories.variant(stock={house: 5})


def put(client, variant, **fields):
    return client.post("/bag/lines/", {"variant": variant.pk, "quantity": 1, "next": "bag"} | fields)


def test_an_empty_bag_says_so_and_sets_no_cookie(client):
    response = client.get("/bag/")

    assert "Nothing in it yet" in response.content.decode()
    assert "bag" not in response.cookies


def test_what_is_added_is_in_the_bag_of_this_browser_only(client, lipstick):
    response = put(client, lipstick, quantity=2)

    cookie = response.cookies["bag"]
    assert (response.url, cookie["httponly"], cookie["samesite"]) == ("/bag/", True, "Lax")
    assert lipstick.product.title in client.get("/bag/").content.decode()
    assert lipstick.product.title not in Client().get("/bag/").content.decode()


def test_lines_stand_by_how_they_travel(client, house, lipstick):
    put(client, lipstick)
    put(client, factories.variant(stock={house: 1}), way="pickup", store=house.code)

    page = client.get("/bag/").content.decode()

    assert page.index("Delivered,") < page.index("Collect at Wukang Road")


def test_sold_out_lines_stand_apart_and_cost_nothing(client, house, lipstick):
    put(client, lipstick)
    scarf = factories.variant(stock={house: 1})
    put(client, scarf)
    factories.place(factories.cart((scarf, 1)))

    page = client.get("/bag/").content.decode()

    assert "Not available" in page
    assert 'value="250"' in page


def test_one_more_one_fewer_and_out_with_undo(client, lipstick):
    put(client, lipstick)
    line = CartLine.objects.get()

    client.post(f"/bag/lines/{line.pk}/", {"more": "1"})
    assert CartLine.objects.get().quantity == 2
    client.post(f"/bag/lines/{line.pk}/", {"less": "1"})
    client.post(f"/bag/lines/{line.pk}/", {"less": "1"})
    assert not CartLine.objects.exists()

    page = client.get("/bag/")
    removed = page.content.decode().split('name="removed" value="')[1].split('"')[0]
    client.post("/bag/undo/", {"removed": removed})
    assert CartLine.objects.get().quantity == 1


def test_another_browsers_line_can_not_be_touched(client, lipstick):
    line = factories.cart((lipstick, 3)).lines.get()
    put(client, lipstick)

    client.post(f"/bag/lines/{line.pk}/", {"remove": "1"})

    line.refresh_from_db()
    assert line.quantity == 3


def test_a_parcel_changes_to_another_way(client, house, lipstick):
    put(client, lipstick)
    assert "Wukang Road" in client.get("/bag/way/?way=ship").content.decode()

    client.post("/bag/way/", {"way": "ship", "store": "", "to": house.code})

    line = CartLine.objects.get()
    assert (line.way, line.store) == ("pickup", house)


def test_when_a_house_has_it_begins_its_line_with_a_capital(client, house, lipstick):
    put(client, lipstick)

    for page in ("/bag/way/?way=ship", "/checkout/"):
        assert re.search(">(Today|Tomorrow) from", client.get(page).text)


def test_a_changed_price_is_said_once(client, lipstick):
    put(client, lipstick)
    client.get("/bag/")
    products.set_price(variant=lipstick, amount=Decimal(248))

    assert "Now ¥248 each, it was ¥238" in client.get("/bag/").content.decode()
    assert "it was" not in client.get("/bag/").content.decode()


def test_the_meter_says_how_far_free_delivery_is(client, lipstick):
    put(client, lipstick, quantity=2)
    assert "Add ¥124 and delivery is free" in client.get("/bag/").content.decode()

    put(client, lipstick)
    assert "Delivery is free" in client.get("/bag/").content.decode()


def test_a_guests_bag_joins_the_members_at_sign_in(client, lipstick):
    wen = factories.member()
    own = factories.cart((lipstick, 1), user=wen)
    put(client, lipstick, quantity=2)
    client.force_login(wen)

    response = client.get("/bag/")

    assert own.lines.get().quantity == 3
    assert Cart.objects.count() == 1
    assert response.cookies["bag"].value == ""


def test_what_is_not_on_sale_is_not_added(client, house):
    gone = factories.variant(stock={house: 1}, is_on_sale=False)

    put(client, gone)

    assert not CartLine.objects.exists()


def test_nobody_gets_a_hundred_of_a_line(client, lipstick):
    put(client, lipstick, quantity=99)
    put(client, lipstick, quantity=99)

    assert CartLine.objects.get().quantity == 99


def test_a_changed_number_comes_back_as_parts_for_htmx(client, lipstick):
    put(client, lipstick)
    line = CartLine.objects.get()

    part = client.post(
        f"/bag/lines/{line.pk}/", {"more": "1"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in part
    assert "2 pieces" in part
    assert 'id="due"' in part


def test_the_first_piece_is_counted_without_leaving_the_page(client, lipstick):
    asked = {"variant": lipstick.pk, "quantity": 1, "next": "stay"}
    response = client.post("/bag/lines/", asked, headers={"HX-Request": "true"})
    assert '<span class="badge">1<' in response.content.decode()


@pytest.mark.parametrize("typed", ["²", "9" * 5000])
def test_a_strange_quantity_breaks_nothing(client, lipstick, typed):
    put(client, lipstick, quantity=2)

    response = client.post(f"/bag/lines/{CartLine.objects.get().pk}/", {"quantity": typed})

    assert response.status_code == 302
    assert CartLine.objects.get().quantity in {2, 99}
