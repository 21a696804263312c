"""Orders as programs read and cancel them."""

import pytest

from orders.fulfilment import services as fulfilment
from orders.orders import access
from orders.orders.models import Order
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from orders.stock.models import StockItem
from tests import factories

pytestmark = pytest.mark.django_db
ORDERS = "/api/v1/orders/"


def place_of(order: Order, *more: str) -> str:
    return "/".join([ORDERS.rstrip("/"), order.number, *more, ""])


def test_a_member_reads_their_own_orders_and_no_others(client):
    wen = factories.member()
    mine, others = factories.order(user=wen), factories.order(user=factories.member())
    client.force_login(wen)

    told = client.get(ORDERS).json()

    assert [order["number"] for order in told["results"]] == [mine.number]
    assert told["results"][0]["lines"][0]["quantity"] == 1
    whole = client.get(place_of(mine)).json()
    assert whole["total"] == {"amount": "238.00", "currency": "CNY"}
    assert told["results"][0].items() <= whole.items()
    assert client.get(place_of(others)).status_code == 404


@pytest.mark.parametrize(("currency", "told"), [("CNY", "238.00"), ("JPY", "238"), ("KWD", "238.000")])
def test_amounts_have_the_decimals_of_their_currency(client, currency, told):
    wen = factories.member()
    order = factories.order(user=wen, pieces=2)
    Order.objects.update(currency=currency)
    client.force_login(wen)

    row = client.get(place_of(order)).json()

    assert row["lines"][0]["unit_price"] == {"amount": told, "currency": currency}
    assert row["shipping_total"]["amount"][:1] == "0"


def test_a_guest_reads_an_order_by_its_key_alone(client):
    order, other = factories.order(), factories.order()
    key = access.link_key(order)

    assert client.get(ORDERS).status_code == 401
    assert client.get(place_of(order)).status_code == 404
    assert client.get(place_of(order), headers={"Order-Key": key}).json()["number"] == order.number
    assert client.get(place_of(order), {"key": key}).status_code == 200
    assert client.get(place_of(order), headers={"Order-Key": "schlüssel"}).status_code == 404
    assert client.get(place_of(other), headers={"Order-Key": key}).status_code == 404


def test_a_token_needs_its_scope_even_for_its_owners_orders(client, bearer):
    wen = factories.member()
    order = factories.order(user=wen, paid=False)
    keys = bearer(wen, "orders:read", "bag:write")

    assert client.get(place_of(order), headers=keys).status_code == 200
    answer = client.post(place_of(order, "cancellation"), headers=keys)

    assert (answer.status_code, answer.json()["scope"]) == (403, "orders:write")
    assert client.get(ORDERS, headers=bearer(wen, "bag:read")).status_code == 403
    order.refresh_from_db()
    assert order.state == "open"


def test_an_order_says_what_its_owner_may_do(client):
    due, paid = factories.order(paid=False), factories.order()

    def can(order: Order) -> list[str]:
        return client.get(place_of(order), headers={"Order-Key": access.link_key(order)}).json()["can"]

    assert can(due) == ["pay", "cancel"]
    assert can(paid) == []


def test_a_parcel_to_collect_has_its_code_until_it_is_handed_over(client):
    order = factories.order()
    [code] = pickup.prepare(order=order)
    key = {"Order-Key": access.link_key(order)}

    [parcel] = client.get(place_of(order), headers=key).json()["parcels"]

    assert parcel["pickup"]["code"] == code.code
    assert parcel["pickup"]["short_code"] == code.spoken
    assert parcel["store"]["code"] == code.store.code
    assert parcel["lines"] == [order.lines.get().pk]
    qr = "/" + parcel["pickup"]["qr"].split("/", 3)[3]
    picture = client.get(qr, headers=key)
    assert (picture["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert client.get(qr).status_code == 404

    fulfilment.hand_over(fulfilment=code.fulfilment)
    [parcel] = client.get(place_of(order), headers=key).json()["parcels"]
    assert (parcel["state"], parcel["pickup"]) == ("done", None)


def test_an_unpaid_order_shows_no_code(client):
    order = factories.order(paid=False)

    [parcel] = client.get(place_of(order), headers={"Order-Key": access.link_key(order)}).json()["parcels"]

    assert (parcel["state"], parcel["pickup"], parcel["reading"]) == ("waiting", None, None)


def test_a_parcel_that_is_sent_says_where_it_goes(client):
    order = factories.order(way="ship")
    key = {"Order-Key": access.link_key(order)}

    told = client.get(place_of(order), headers=key).json()

    assert told["parcels"][0]["address"]["street"] == "88 Huaihai Road"
    assert told["contact"]["name"] == "Wen Li"
    assert [one["code"] for one in told["adjustments"]] == ["delivery"]


def test_the_timeline_names_what_happened_and_when(client):
    order = factories.order()

    told = client.get(place_of(order), headers={"Order-Key": access.link_key(order)}).json()

    assert [step["event"] for step in told["timeline"]] == [None, "order.paid", "order.placed"]
    assert told["timeline"][1]["at"].endswith("Z")
    assert [step["state"] for step in told["timeline"]] == ["next", "now", "done"]


def test_an_order_that_was_read_is_not_sent_again_until_it_changes(client):
    order = factories.order(paid=False)
    key = {"Order-Key": access.link_key(order)}
    tag = client.get(place_of(order), headers=key)["ETag"]

    assert client.get(place_of(order), headers=key | {"If-None-Match": tag}).status_code == 304
    client.post(place_of(order, "cancellation"), headers=key)
    assert client.get(place_of(order), headers=key | {"If-None-Match": tag}).status_code == 200


def test_orders_are_found_by_state_and_by_tab(client):
    wen = factories.member()
    due, paid = factories.order(user=wen, paid=False), factories.order(user=wen)
    client.force_login(wen)

    def found(**asked: str) -> list[str]:
        return [order["number"] for order in client.get(ORDERS, asked).json()["results"]]

    assert found() == [paid.number, due.number]
    assert found(tab="to-pay") == found(payment_state="due") == [due.number]
    assert found(tab="to-collect") == [paid.number]
    assert found(state="cancelled") == []
    for wrong in ("all", ""):
        assert client.get(ORDERS, {"tab": wrong}).status_code == 400


def test_pages_of_orders_lead_to_one_another(client):
    wen = factories.member()
    numbers = [factories.order(user=wen).number for _ in range(3)][::-1]
    client.force_login(wen)

    first = client.get(ORDERS, {"size": 2, "tab": "to-collect"}).json()
    second = client.get(first["next"]).json()

    assert [one["number"] for one in (*first["results"], *second["results"])] == numbers
    assert second["next"] is None


def test_an_unpaid_order_is_cancelled_and_stays_so(client):
    order = factories.order(paid=False)
    key = {"Order-Key": access.link_key(order)}

    told = [client.post(place_of(order, "cancellation"), headers=key).json() for _ in range(2)]

    assert [one["state"] for one in told] == ["cancelled", "cancelled"]
    assert told[0]["can"] == []
    assert StockItem.objects.get().reserved == 0


def test_a_paid_order_is_not_cancelled_here(client):
    order = factories.order()

    answer = client.post(place_of(order, "cancellation"), headers={"Order-Key": access.link_key(order)})

    assert (answer.status_code, answer.json()["why"]) == (409, "paid")
    order.refresh_from_db()
    assert (order.state, order.payment_state) == ("open", "paid")


def test_anothers_order_cannot_be_cancelled_or_collected(client, bearer):
    order = factories.order(user=factories.member(), paid=False)
    keys = bearer(factories.member(), "orders:read", "orders:write")

    assert client.post(place_of(order, "cancellation"), headers=keys).status_code == 404
    assert client.get(place_of(order, "pickups", "1", "qr"), headers=keys).status_code == 404
    order.refresh_from_db()
    assert (order.state, Pickup.objects.count()) == ("open", 0)


@pytest.mark.parametrize("copies", [1, 6])
def test_a_list_asks_as_often_for_one_order_as_for_six(client, copies, django_assert_num_queries):
    wen, house = factories.member(), factories.store()
    for _ in range(copies):
        factories.order(user=wen, at=house)
    client.force_login(wen)
    client.get(ORDERS)

    with django_assert_num_queries(7):
        assert len(client.get(ORDERS).json()["results"]) == copies


@pytest.mark.parametrize("copies", [1, 6])
def test_an_order_asks_as_often_for_one_line_as_for_six(client, copies, django_assert_num_queries):
    house = factories.store()
    bag = factories.cart(*[(factories.variant(stock={house: 3}), 1, house) for _ in range(copies)])
    order = factories.place(bag)

    with django_assert_num_queries(12):
        told = client.get(place_of(order), headers={"Order-Key": access.link_key(order)}).json()
    assert len(told["lines"]) == copies


def test_houses_are_for_everyone(client):
    factories.store(code="wukang-road")
    factories.store(offers_pickup=False)

    assert [house["code"] for house in client.get("/api/v1/stores/").json()["results"]] == ["wukang-road"]
