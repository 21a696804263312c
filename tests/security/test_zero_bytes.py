"""A byte that no column can hold is answered like any other nonsense, never by an error of ours."""

import pytest

from tests.minishop.push.browsers import Browser

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/orders/%00/",
    "/api/v1/products/%00/",
    "/collections/%00/",
    "/media/%00",
    "/o/%00/%00/",
    "/orders/%00/",
    "/pay/%00/",
    "/products/%00/",
    "/sandbox/%00/",
    "/stories/%00/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_in_an_address_it_leads_nowhere(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/search/?q=%00", "/shop/?sort=%00&in=%00", "/sign-in/?next=%00"])
def test_in_a_question_it_means_nothing(client, address):
    assert client.get(address).status_code == 200


def test_in_the_bags_cookie_it_names_no_bag(client):
    client.cookies["bag"] = "a\0b"
    assert client.get("/bag/").status_code == 200


@pytest.mark.parametrize("address", ["/push/subscriptions/state/", "/push/subscriptions/end/"])
def test_in_a_browsers_push_address_it_is_nobodys(client, address):
    answer = client.post(address, {"endpoint": "https://push.example/\0"})
    assert (answer.status_code, answer.json()) == (200, {"on": False})


def test_in_a_browsers_old_push_address_it_is_nobodys(client):
    told = Browser().told(old="https://push.example/\0")
    assert client.post("/push/subscriptions/renewal/", told).json() == {"on": False}
