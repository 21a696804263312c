from datetime import timedelta

import pytest
from django.utils import timezone

from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.shipments import services as shipments
from tests import factories
from tests.orders.board.packing import at_board, cards, row

pytestmark = pytest.mark.django_db


def test_each_order_stands_in_the_lane_of_its_step(client):
    house, _ = at_board(client)
    paid = row(house)
    picking = fulfilment.pick(fulfilment=row(house))
    parcel = row(house, way="ship")
    shipments.pack(fulfilment=parcel)
    bag = fulfilment.pack(fulfilment=row(house))
    ready = fulfilment.ready(fulfilment=row(house), shelf="B14")
    gone = fulfilment.hand_over(fulfilment=row(house))
    assert cards(client, house) == {
        "paid": [paid.pk],
        "picking": [picking.pk],
        "packed": [bag.pk, parcel.pk],
        "ready": [ready.pk],
        "gone": [gone.pk],
    }


def test_unpaid_cancelled_and_yesterday_s_orders_are_not_there(client):
    house, _ = at_board(client)
    factories.order(at=house, paid=False)
    factories.lifecycle.cancel(order=row(house).order, refund=True)
    gone = fulfilment.hand_over(fulfilment=row(house))
    Fulfilment.objects.filter(pk=gone.pk).update(done_at=timezone.now() - timedelta(days=1))
    assert not any(cards(client, house).values())


def test_another_house_s_orders_are_not_there(client):
    house, _ = at_board(client)
    row(factories.store())
    assert not any(cards(client, house).values())


@pytest.mark.parametrize("minutes", [-13, 20, 90])
def test_what_was_promised_is_late_soon_or_in_time(client, minutes):
    house, _ = at_board(client)
    late = row(house)
    Fulfilment.objects.filter(pk=late.pk).update(promised_at=timezone.now() + timedelta(minutes=minutes))
    page = client.get(f"/staff/board/{house.code}/").content.decode()
    face = {-13: "job late", 20: "job soon", 90: "job "}[minutes]
    assert f'<li class="{face}"' in page
    assert ("13 min late" in page) == (minutes < 0)


def test_what_soon_goes_back_is_late_too(client):
    house, _ = at_board(client)
    ready = fulfilment.ready(fulfilment=row(house))
    Fulfilment.objects.filter(pk=ready.pk).update(keep_until=timezone.now() + timedelta(hours=5))
    assert "Goes back" in client.get(f"/staff/board/{house.code}/").content.decode()
    assert cards(client, house, "?mark=late")["ready"] == [ready.pk]


def test_filters_stand_in_the_address(client):
    house, _ = at_board(client)
    bag, parcel = row(house), row(house, way="ship")
    OrderLine.objects.filter(fulfilment=bag).update(choices={"Initials": "W.L."})
    type(parcel.order).objects.filter(pk=parcel.order_id).update(is_gift=True)
    for query, found in {
        "": [bag.pk, parcel.pk],
        "?way=pickup": [bag.pk],
        "?way=ship": [parcel.pk],
        "?mark=wish": [bag.pk],
        "?mark=gift": [parcel.pk],
        "?mark=gift&mark=wish": [],
        "?mark=late": [],
        "?way=nonsense&mark=none&paid=x&paid=-3": [bag.pk, parcel.pk],
    }.items():
        assert sorted(cards(client, house, query)["paid"]) == sorted(found), query


def test_it_is_found_by_number_name_shelf_and_tracking(client):
    house, _ = at_board(client)
    parcel = row(house, way="ship", name="李雯")
    shipments.pack(fulfilment=parcel, tracking="SF0099")
    other = row(house, name="Zhao Qiang")
    for words in (parcel.order.number[-4:], "李雯", "0099"):
        found = cards(client, house, f"?q={words}")
        assert (found["packed"], found["paid"]) == ([parcel.pk], []), words
    assert cards(client, house, "?q=zhao")["paid"] == [other.pk]
    assert not any(cards(client, house, "?q=%00%25' OR 1").values())


def test_a_full_lane_has_pages(client, monkeypatch):
    house, _ = at_board(client)
    monkeypatch.setattr("orders.board.lanes.PAGE", 2)
    rows = sorted(row(house).pk for _ in range(3))
    first, second = cards(client, house)["paid"], cards(client, house, "?paid=2")["paid"]
    assert (len(first), len(second)) == (2, 1)
    assert sorted([*first, *second]) == rows
    assert "?paid=2" in client.get(f"/staff/board/{house.code}/").content.decode()


def test_a_card_says_what_matters(client):
    house, _ = at_board(client)
    order = row(house, name="Wen Li", note="Ring twice").order
    OrderLine.objects.filter(order=order).update(choices={"Initials": "W.L."})
    page = client.get(f"/staff/board/{house.code}/").content.decode()
    for words in (order.number.partition("-")[2], "Wen L", "Ring twice", "Initials: W.L.", "Collect"):
        assert words in page


def test_many_cards_cost_no_more_queries_than_few(client, django_assert_num_queries):
    house, _ = at_board(client)
    row(house)
    shipments.pack(fulfilment=row(house, way="ship"))
    client.get(f"/staff/board/{house.code}/")
    with django_assert_num_queries(QUERIES):
        client.get(f"/staff/board/{house.code}/")
    for _again in range(3):
        row(house)
        fulfilment.ready(fulfilment=row(house), shelf="B1")
        shipments.pack(fulfilment=row(house, way="ship"))
    with django_assert_num_queries(QUERIES):
        client.get(f"/staff/board/{house.code}/")


#: Who it is (session, person, rights), the house, the houses, two sums, five lanes, lines and parcels.
QUERIES = 15


def test_a_fragment_has_the_lanes_alone(client):
    house, _ = at_board(client)
    row(house)
    page = client.get(
        f"/staff/board/{house.code}/?way=pickup", headers={"HX-Request": "true"}
    ).content.decode()
    assert page.lstrip().startswith('<div class="lanes"')
    assert "<html" not in page
    assert f'hx-get="/staff/board/{house.code}/?way=pickup"' in page
