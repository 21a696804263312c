"""How many queries a member's pages cost, however much the member has."""

import pytest

from members.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

PERSON, BAG, ORDERS, CREDIT = 1, 1, 1, 1
#: Their tier and what it asks, their points, coupons, and whether checking in brings anything.
CLUB = 14


@pytest.fixture
def wen(client) -> User:
    member = factories.member()
    client.force_login(member)
    return member


@pytest.mark.parametrize("orders", [1, 8])
def test_a_member_s_own_page(client, wen, orders, django_assert_num_queries):
    house = factories.store()
    piece = factories.variant(stock={house: 20})
    for _ in range(orders):
        factories.order(at=house, variant=piece, user=wen)
    client.get("/me/")
    with django_assert_num_queries(PERSON + BAG + ORDERS + CREDIT + CLUB):
        client.get("/me/")


@pytest.mark.parametrize("address", ["/sign-in/", "/privacy/"])
def test_a_guest_s_page_asks_nothing(client, address, django_assert_num_queries):
    client.get(address)
    with django_assert_num_queries(0):
        client.get(address)
