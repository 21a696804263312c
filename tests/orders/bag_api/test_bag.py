"""The bag as programs use it."""

from decimal import Decimal

import pytest

from catalog.products import services as products
from orders.carts.models import Cart, CartLine
from tests import factories

pytestmark = pytest.mark.django_db
BAG, LINES, MERGE = "/api/v1/bag/", "/api/v1/bag/lines/", "/api/v1/bag/merge/"


@pytest.fixture
def house():
    factories.zone()
    return factories.store(code="wukang", name="Wukang Road")


@pytest.fixture
def veil(house):
    return factories.variant(stock={house: 5}, sku="VEIL")


def send(client, method, path, data=None, **headers):
    return getattr(client, method)(path, data or {}, content_type="application/json", headers=headers)


def begin(client, variant, **fields):
    """A guest's first piece; the token is told here."""
    answer = send(client, "post", LINES, {"variant": variant.pk} | fields)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_who_has_no_bag_reads_an_empty_one_and_none_is_made(client):
    told = client.get(BAG).json()

    assert (told["lines"], told["quantity"], told["token"]) == ([], 0, None)
    assert told["quote"]["total"] == {"amount": "0.00", "currency": "CNY"}
    assert not Cart.objects.exists()


def test_a_guest_is_given_a_bag_whose_token_is_told_once(client, veil):
    first = begin(client, veil, quantity=2)

    again = client.get(BAG, headers={"Bag-Token": first["token"]}).json()

    assert len(first["token"]) > 40
    assert again == first | {"token": None}
    assert client.get(BAG).json()["lines"] == []
    assert "bag" not in client.cookies


def test_a_line_says_what_it_is_and_what_it_costs(client, house, veil):
    told = begin(client, veil, quantity=2, way="pickup", store="wukang")

    [line] = told["lines"]
    assert (line["variant"], line["sku"], line["title"]) == (veil.pk, "VEIL", veil.product.title)
    assert (line["quantity"], line["available"], line["way"]) == (2, 2, "pickup")
    assert line["store"] == {"code": "wukang", "name": "Wukang Road"}
    assert (line["unit_price"]["amount"], line["amount"]["amount"]) == ("238.00", "476.00")
    assert [(one["way"], one["lines"]) for one in told["parcels"]] == [("pickup", [line["id"]])]
    assert (told["quote"]["shipping_total"]["amount"], told["free_delivery"]) == ("0.00", None)


def test_what_is_sent_says_how_far_it_is_to_free_delivery(client, veil):
    told = begin(client, veil)

    assert told["free_delivery"]["missing"] == {"amount": "362.00", "currency": "CNY"}
    assert [one["code"] for one in told["quote"]["adjustments"]] == ["delivery"]
    assert told["quote"]["total"]["amount"] == "250.00"


def test_a_piece_is_named_by_its_sku_as_well(client, veil):
    answer = send(client, "post", LINES, {"sku": "VEIL"})

    assert [line["variant"] for line in answer.json()["lines"]] == [veil.pk]


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({}, "#"),
        ({"variant": 1, "sku": "VEIL"}, "#"),
        ({"sku": "NONE"}, "#/sku"),
        ({"variant": 2**62}, "#/variant"),
        ({"sku": "VE\0IL"}, "#/sku"),
        ({"sku": "VEIL", "quantity": 0}, "#/quantity"),
        ({"sku": "VEIL", "quantity": 100}, "#/quantity"),
        ({"sku": "VEIL", "quantity": "2"}, "#/quantity"),
        ({"sku": "VEIL", "way": "drone"}, "#/way"),
        ({"sku": "VEIL", "way": "pickup"}, "#/store"),
        ({"sku": "VEIL", "way": "pickup", "store": "nowhere"}, "#/store"),
        ({"sku": "VEIL", "store": "wukang"}, "#/store"),
        ({"sku": "VEIL", "choices": {"a": {"b": 1}}}, "#/choices/a"),
        ({"sku": "VEIL", "choices": {str(n): "x" for n in range(9)}}, "#/choices"),
    ],
)
def test_what_makes_no_sense_is_refused_and_begins_no_bag(client, veil, asked, pointer):
    answer = send(client, "post", LINES, asked)

    assert answer.status_code == 400
    assert [flaw["pointer"] for flaw in answer.json()["errors"]] == [pointer]
    assert not Cart.objects.exists()


def test_a_piece_that_is_not_on_sale_is_a_problem_and_is_not_put_in(client, veil):
    veil.is_on_sale = False
    veil.save()

    answer = send(client, "post", LINES, {"sku": "VEIL"})

    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["sku"] == "VEIL"
    assert not CartLine.objects.exists()


def test_a_line_changes_its_quantity_and_its_way_in_one_go(client, house, veil):
    first = begin(client, veil)
    path = f"{LINES}{first['lines'][0]['id']}/"

    asked = {"quantity": 3, "way": "pickup", "store": "wukang"}
    told = send(client, "patch", path, asked, **{"Bag-Token": first["token"]}).json()

    assert [(line["quantity"], line["way"]) for line in told["lines"]] == [(3, "pickup")]
    assert told["quote"]["total"]["amount"] == "714.00"


def test_a_line_is_taken_out_once(client, veil):
    first = begin(client, veil)
    path = f"{LINES}{first['lines'][0]['id']}/"

    assert send(client, "delete", path, **{"Bag-Token": first["token"]}).json()["lines"] == []
    assert send(client, "delete", path, **{"Bag-Token": first["token"]}).status_code == 404


def test_a_change_that_names_what_it_read_is_refused_once_that_has_changed(client, veil):
    first = begin(client, veil)
    held = {"Bag-Token": first["token"]}
    read = client.get(BAG, headers=held)
    path = f"{LINES}{first['lines'][0]['id']}/"

    done = send(client, "patch", path, {"quantity": 2}, **held, **{"If-Match": read["ETag"]})
    late = send(client, "patch", path, {"quantity": 5}, **held, **{"If-Match": read["ETag"]})

    assert (done.status_code, late.status_code) == (200, 412)
    assert done["ETag"] == late["ETag"] == client.get(BAG, headers=held)["ETag"]
    assert CartLine.objects.get().quantity == 2
    assert send(client, "delete", path, **held, **{"If-Match": done["ETag"]}).status_code == 200


def test_a_bag_that_was_read_is_not_sent_again(client, veil):
    held = {"Bag-Token": begin(client, veil)["token"]}
    tag = client.get(BAG, headers=held)["ETag"]

    assert client.get(BAG, headers=held | {"If-None-Match": tag}).status_code == 304


def test_the_same_key_puts_a_piece_in_once(client, veil):
    held = {"Bag-Token": begin(client, veil)["token"], "Idempotency-Key": "one"}

    answers = [send(client, "post", LINES, {"sku": "VEIL"}, **held) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert answers[1]["Idempotent-Replayed"] == "true"
    assert CartLine.objects.get().quantity == 2


def test_a_price_that_changed_since_is_told_beside_the_new_one(client, veil):
    held = {"Bag-Token": begin(client, veil)["token"]}
    products.set_price(variant=veil, amount=Decimal(258))

    [line] = client.get(BAG, headers=held).json()["lines"]

    assert (line["old_price"]["amount"], line["unit_price"]["amount"]) == ("238.00", "258.00")


def test_anothers_bag_is_not_there(client, veil):
    wen = factories.member()
    own = factories.cart((veil, 1), user=wen)
    line = own.lines.get()

    assert client.get(BAG, headers={"Bag-Token": own.token}).status_code == 404
    assert client.get(BAG, headers={"Bag-Token": "nobodys"}).status_code == 404
    assert send(client, "post", LINES, {"sku": "VEIL"}, **{"Bag-Token": own.token}).status_code == 404
    assert send(client, "patch", f"{LINES}{line.pk}/", {"quantity": 9}).status_code == 404
    client.force_login(factories.member())
    assert send(client, "delete", f"{LINES}{line.pk}/").status_code == 404
    line.refresh_from_db()
    assert line.quantity == 1


def test_a_members_bag_is_known_by_who_they_are(client, veil):
    wen = factories.member()
    factories.cart((veil, 2), user=wen)
    client.force_login(wen)

    told = client.get(BAG).json()

    assert (told["quantity"], told["token"]) == (2, None)


def test_a_guests_bag_joins_the_members_when_asked_and_is_gone_afterwards(client, veil, bearer):
    held = {"Bag-Token": begin(client, veil, quantity=2)["token"]}
    wen = factories.member()
    factories.cart((veil, 1), user=wen)
    keys = bearer(wen, "bag:read", "bag:write")

    told = send(client, "post", MERGE, **held, **keys)
    again = send(client, "post", MERGE, **held, **keys)

    assert [line["quantity"] for line in told.json()["lines"]] == [3]
    assert again.status_code == 404
    assert client.get(BAG, headers=held).status_code == 404
    assert client.get(BAG, headers=keys).json() == told.json()
    assert send(client, "post", MERGE, **held).status_code == 401


def test_a_token_that_may_only_read_changes_nothing(client, veil, bearer):
    wen = factories.member()
    keys = bearer(wen, "bag:read")

    answer = send(client, "post", LINES, {"sku": "VEIL"}, **keys)

    assert (answer.status_code, answer.json()["scope"]) == (403, "bag:write")
    assert client.get(BAG, headers=keys).status_code == 200
    assert not Cart.objects.exists()


@pytest.mark.parametrize("copies", [1, 10])
def test_a_bag_asks_as_often_for_two_lines_as_for_twenty(client, house, copies, django_assert_num_queries):
    lines = [(factories.variant(stock={house: 9}), 1, *place) for place in [(), (house,)] * copies]
    held = {"Bag-Token": factories.cart(*lines).token}

    with django_assert_num_queries(9):
        assert len(client.get(BAG, headers=held).json()["lines"]) == 2 * copies
