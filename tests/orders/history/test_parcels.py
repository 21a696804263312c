import pytest
from django.test import Client
from django.urls import reverse

from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.orders import access
from orders.orders.models import Order
from orders.shipments import services as shipments
from orders.shipments.models import TrackingEvent
from tests import factories
from tests.orders.shipments.parcels import sent, to_send

pytestmark = pytest.mark.django_db


def page(order: Order) -> str:
    client = Client()
    client.get(reverse("order-link", args=[order.number, access.link_key(order)]))
    return " ".join(client.get(reverse("order", args=[order.number])).content.decode().split())


def test_an_order_partly_sent_reads_so_and_says_what_follows():
    row = to_send(3)
    parcel = sent(row, 2, carrier_name="SF Express", tracking="SF-first")
    TrackingEvent.objects.create(
        shipment=parcel, key="1", at=parcel.shipped_at, status="moving", words="Taken by the courier"
    )

    shown = page(row.order)
    for words in (
        "Partly on its way",
        "SF Express SF-first",
        "2 × ",
        "1 piece follows",
        "Taken by the courier",
    ):
        assert words in shown


def test_an_order_sent_in_two_parcels_names_both_and_nothing_follows():
    row = to_send(3)
    first, _second = sent(row, 2, tracking="SF-first"), sent(row, tracking="SF-second")
    shipments.deliver(shipment=first)

    shown = page(row.order)
    assert ("SF-first" in shown, "SF-second" in shown, "follow" in shown.split("After the sale")[0]) == (
        True,
        True,
        False,
    )
    assert "In 2 parcels" in shown


def test_one_parcel_of_everything_tells_its_pieces_once():
    row = to_send(2)
    sent(row)

    assert "2 × " not in page(row.order)


def test_a_lost_parcel_is_not_told_as_on_its_way():
    row = to_send()
    shipments.lost(shipment=sent(row))

    assert "Held up on the way" in page(row.order)


def test_the_api_tells_each_parcel_with_its_pieces():
    row = to_send(3)
    parcel = sent(row, 2, carrier_name="SF Express", tracking="SF-first")
    keys = {"Order-Key": access.link_key(row.order)}

    (told,) = Client().get(f"/api/v1/orders/{row.order.number}/", headers=keys).json()["parcels"]
    (one,) = told["shipments"]
    assert (one["number"], one["carrier"], one["tracking_number"]) == (
        parcel.number,
        "SF Express",
        "SF-first",
    )
    assert one["pieces"] == [{"line": row.lines.get().pk, "quantity": 2}]
    assert told["state"] == "open"


def test_what_is_kept_says_until_when_and_what_nobody_fetched_says_so():
    row = fulfilment.ready(fulfilment=factories.order().fulfilments.get())
    assert "Kept until" in page(row.order)

    Fulfilment.objects.update(keep_until=row.ready_at)
    fulfilment.no_show(fulfilment=row)
    shown = page(row.order)
    assert ("Not collected at" in shown, "It was kept until" in shown) == (True, True)
