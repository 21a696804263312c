"""The member's page about their data, and the way out as it is walked."""

import re
from time import time

import pytest
from django.test import Client

from members.accounts.models import User
from members.consents import services as consents
from members.rights.models import Erasure
from minishop.notify.models import Message
from orders.carts import bag as bags
from orders.orders.access import order_link
from orders.orders.models import Order
from tests import factories
from tests.members.rights.people import PHONE, somebody

pytestmark = pytest.mark.django_db
PAGE, OUT = "/me/privacy/", "/me/privacy/erasure/"


@pytest.fixture
def member(client):
    person = factories.member()
    client.force_login(person)
    return person


def came_in_just_now(client, seconds=0) -> None:
    session = client.session
    session["signed_in"] = {"way": "code", "at": int(time()) - seconds}
    session.save()


def test_everything_is_off_at_first(client, member):
    page = client.get(PAGE).text
    assert page.count('role="switch"') == 6
    assert 'aria-checked="true"' not in page


def test_what_was_said_stands_there_with_its_day(client, member):
    consents.give(user=member, purpose="marketing-sms", source="settings")
    page = client.get(PAGE).text
    assert page.count('aria-checked="true"') == 1
    assert "What you said so far" in page


@pytest.mark.parametrize("rows", [1, 6])
def test_the_page_asks_as_often_however_much_was_said(client, member, rows, django_assert_num_queries):
    for turn in range(rows):
        verb = consents.withdraw if turn % 2 else consents.give
        verb(user=member, purpose="marketing-sms", source="settings")
    client.get(PAGE)
    with django_assert_num_queries(7):
        client.get(PAGE)


def test_the_way_out_says_what_goes_and_what_stays(client, member):
    page = client.get(OUT).text
    assert "Sign-in codes" in page
    assert "the law has us keep the books" in page


def test_who_has_been_signed_in_for_a_while_shows_who_they_are_and_goes_on(client, member):
    came_in_just_now(client, seconds=601)
    assert f"/me/confirm/?next={OUT}" in client.get(OUT).text
    assert client.post(OUT, {"word": "erase"})["Location"] == "/me/confirm/?next=/sign-in/resume/"
    assert not Erasure.objects.exists()
    came_in_just_now(client)
    assert 'name="word" value="erase"' in client.get("/sign-in/resume/").text


def test_another_word_erases_nothing(client, member):
    came_in_just_now(client)
    answer = client.post(OUT, {"word": "yes"})
    assert answer.status_code == 400
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("word", ["erase", "Erase ", "“erase”"])
def test_typed_out_it_is_done_and_who_it_was_is_signed_out(client, member, word):
    came_in_just_now(client)
    answer = client.post(OUT, {"word": word})
    assert "Your account is erased" in answer.text
    assert User.objects.get(pk=member.pk).erased_at
    assert "_auth_user_id" not in client.session


def test_what_is_under_way_is_told_and_the_wish_can_be_taken_back(client, member):
    order = factories.order(user=member, paid=False)
    came_in_just_now(client)
    client.post(OUT, {"word": "erase"})

    page = client.get(PAGE).text
    assert f"Order {order.number} waits to be collected" in page

    client.post(f"{OUT}stay/")
    assert not Erasure.objects.exists()
    assert "You asked us to erase" not in client.get(PAGE).text


def test_who_works_here_is_told_whom_to_ask(client):
    client.force_login(factories.staff("admin"))
    came_in_just_now(client)
    client.post(OUT, {"word": "erase"})
    assert not Erasure.objects.exists()
    assert "You work here" in client.get(OUT).text


def test_another_browser_of_theirs_is_signed_out_too(client, member):
    other = Client()
    other.force_login(member)
    came_in_just_now(client)
    client.post(OUT, {"word": "erase"})
    assert other.get(PAGE).status_code == 302


def test_staff_pages_say_erased_in_place_of_the_name(client, admin_client):
    person = somebody()
    client.force_login(person.user)
    came_in_just_now(client)
    client.post(OUT, {"word": "erase"})
    for order in person.orders:
        page = admin_client.get(f"/admin/orders/order/{order.pk}/change/").text
        assert "Marker" not in page
        assert "erased" in page
    assert "erased" in admin_client.get("/admin/orders/order/").text
    assert "Marker" not in admin_client.get(f"/admin/members/user/{person.user.pk}/change/").text
    assert f"/{person.user.pk}/change" not in admin_client.get("/admin/members/user/?q=Marker").text


def test_a_link_from_an_old_letter_shows_nothing_of_the_person(client):
    person = somebody()
    link = order_link(person.orders[0])
    client.force_login(person.user)
    came_in_just_now(client)
    client.post(OUT, {"word": "erase"})
    page = client.get(link.partition("8000")[2], follow=True)
    assert page.status_code == 200
    assert "Marker" not in page.text


@pytest.mark.parametrize("ticked", [True, False])
def test_the_tick_at_checkout_is_off_and_means_what_it_says(client, member, ticked):
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 2}), 1, house), user=member)
    assert 'name="news" id="id_news">' in client.get("/checkout/").text
    digest = bags.read(bag, way="pickup", store=house, province="").quote.digest
    told = {"way": "pickup", "store": house.code, "name": "Wen", "phone": "13800138000"}
    told |= {"accepted": digest, "key": bag.checkout_key} | ({"news": "on"} if ticked else {})
    client.post("/checkout/", told)
    assert Order.objects.exists()
    assert consents.has(member, "marketing-email") is ticked


def test_a_guest_is_not_asked_for_news(client):
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 2}), 1, house))
    client.cookies["bag"] = bag.token
    assert 'name="news"' not in client.get("/checkout/").text


def test_the_same_phone_comes_back_to_an_account_that_knows_nothing(client):
    person = somebody()
    client.force_login(person.user)
    came_in_just_now(client)
    client.post(OUT, {"word": "erase"})

    client.post("/sign-in/code/", {"country": "CN", "phone": PHONE})
    code = re.search(r"\d{6}", Message.objects.filter(kind="sign-in-code").latest("pk").body)
    assert code
    client.post("/sign-in/", {"code": code[0]})

    fresh = User.objects.get(phone=PHONE)
    assert fresh.pk != person.user.pk
    assert client.session["_auth_user_id"] == str(fresh.pk)
    assert "Marker" not in client.get("/me/").text + client.get("/orders/").text
    assert 'aria-checked="true"' not in client.get(PAGE).text
