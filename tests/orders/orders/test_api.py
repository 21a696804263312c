import pytest

from orders.orders.models import Order
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_member_reads_their_own_orders_and_no_others(client):
    wen = factories.member()
    mine, others = factories.order(user=wen), factories.order(user=factories.member())
    client.force_login(wen)

    told = client.get("/api/v1/orders/").json()

    assert [order["number"] for order in told["results"]] == [mine.number]
    assert told["results"][0]["lines"][0]["quantity"] == 1
    assert client.get(f"/api/v1/orders/{mine.number}/").json()["total"] == "238.00"
    assert client.get(f"/api/v1/orders/{others.number}/").status_code == 404


@pytest.mark.parametrize(("currency", "told"), [("CNY", "238.00"), ("JPY", "238"), ("KWD", "238.000")])
def test_amounts_have_the_decimals_of_their_currency(client, currency, told):
    wen = factories.member()
    order = factories.order(user=wen, pieces=2)
    Order.objects.update(currency=currency)
    client.force_login(wen)

    row = client.get(f"/api/v1/orders/{order.number}/").json()

    assert (row["lines"][0]["unit_price"], row["shipping_total"][:1]) == (told, "0")
    assert client.get("/api/v1/orders/").json()["results"] == [row]


def test_a_guest_reads_no_orders(client):
    order = factories.order()

    assert client.get("/api/v1/orders/").status_code == 401
    assert client.get(f"/api/v1/orders/{order.number}/").status_code == 401


def test_houses_are_for_everyone(client):
    factories.store(code="wukang-road")
    factories.store(offers_pickup=False)

    assert [house["code"] for house in client.get("/api/v1/stores/").json()] == ["wukang-road"]
