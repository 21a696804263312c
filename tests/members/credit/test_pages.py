"""Members read their credit, and nobody else's."""

import pytest

from members.tokens import services as tokens
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return factories.mixed(held=100, paid=False)


def test_ones_own_page_leads_there_once_there_was_any(client, order):
    client.force_login(factories.member())
    assert "/me/credit/" not in client.get("/me/").content.decode()

    client.force_login(order.user)
    html = client.get("/me/").content.decode()
    assert "/me/credit/" in html
    assert "¥0 to spend" in html


def test_the_statement_tells_what_is_held_and_leads_to_its_order(client, order):
    client.force_login(order.user)

    html = client.get("/me/credit/").content.decode()

    assert "¥100 more is held for an order that is not paid yet." in html
    assert f'<a class="link" href="/orders/{order.number}/">{order.number}</a>' in html


def test_without_any_it_says_so(client, order):
    client.force_login(factories.member())

    html = client.get("/me/credit/").content.decode()

    assert "Nothing yet." in html
    assert order.number not in html


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_asks_as_many_questions_however_long_it_is(client, order, more, django_assert_num_queries):
    for _ in range(more):
        factories.credit(order.user, 5)
    client.force_login(order.user)
    client.get("/me/credit/")

    with django_assert_num_queries(6):
        client.get("/me/credit/")


def test_programs_read_it_too(client, order):
    _token, key = tokens.issue(user=order.user, name="Till", scopes=("account:read",), days=30)

    told = client.get("/api/v1/me/credit/", headers={"Authorization": f"Bearer {key}"}).json()

    assert (told["balance"]["amount"], told["held"]["amount"]) == ("0.00", "100.00")
    assert [(line["amount"]["amount"], line["about"]) for line in told["lines"]] == [
        ("-100.00", order.number),
        ("100.00", ""),
    ]
