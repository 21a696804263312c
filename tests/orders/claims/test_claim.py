"""A guest's earlier orders join the account by a tap, and only by an address that was proven."""

import pytest
from django.test import Client

from members.accounts.models import User
from members.accounts.services import PROVEN
from minishop.events.models import Event
from orders.orders.models import Order
from tests import factories

pytestmark = pytest.mark.django_db
PHONE, OTHER = "+8613800138000", "+8613800138001"


@pytest.fixture
def wen() -> User:
    return factories.member(email="wen@example.com", phone=PHONE)


def proven(client: Client, user: User, *addresses: str) -> Client:
    client.force_login(user)
    session = client.session
    session[PROVEN] = list(addresses)
    session.save()
    return client


def owner(order: Order) -> User | None:
    return Order.objects.get(pk=order.pk).user


def test_an_order_with_the_proven_phone_is_offered_and_joins_by_a_tap(client, wen):
    placed = factories.order(phone=PHONE)
    assert "1 earlier order" in proven(client, wen, PHONE).get("/orders/").text
    assert owner(placed) is None
    client.post("/orders/claims/")
    client.post("/orders/claims/")
    assert owner(placed) == wen
    assert Event.objects.filter(name="order.claimed").count() == 1
    assert "earlier order" not in client.get("/orders/").text


def test_by_a_proven_e_mail(client, wen):
    placed = factories.order(phone=OTHER, email="wen@example.com")
    proven(client, wen, "wen@example.com").post("/orders/claims/")
    assert owner(placed) == wen


def test_an_address_that_was_not_proven_brings_nothing(client, wen):
    """The account has the phone, but this session has not shown it to be the visitor's."""
    placed = factories.order(phone=PHONE)
    assert "earlier order" not in proven(client, wen).get("/orders/").text
    client.post("/orders/claims/")
    assert owner(placed) is None


def test_orders_of_others_stay_theirs(client, wen):
    strangers, members = factories.order(phone=OTHER), factories.order(phone=PHONE, user=factories.member())
    proven(client, wen, PHONE).post("/orders/claims/")
    assert owner(strangers) is None
    assert owner(members) not in {None, wen}


@pytest.mark.parametrize("earlier", [1, 6])
def test_the_list_asks_as_often_however_many_could_join(client, wen, earlier, django_assert_num_queries):
    house = factories.store()
    piece = factories.variant(stock={house: 20})
    for _ in range(earlier):
        factories.order(at=house, variant=piece, phone=PHONE)
    proven(client, wen, PHONE).get("/orders/")
    person, tabs, pages, claims, still, bag = 1, 1, 1, 1, 1, 1
    with django_assert_num_queries(person + tabs + pages + claims + still + bag):
        assert "earlier order" in client.get("/orders/").text


def test_a_guest_is_asked_to_sign_in(client):
    placed = factories.order(phone=PHONE)
    assert client.post("/orders/claims/")["Location"].startswith("/sign-in/")
    assert owner(placed) is None
