from datetime import timedelta

import pytest
from django.db.models import F

from orders.carriers.sandbox.models import SandboxParcel
from orders.shipments import booking, tracking
from orders.shipments import services as shipments
from orders.shipments.models import Shipment, TrackingEvent
from tests.orders.shipments.parcels import counted, pack, to_send

pytestmark = pytest.mark.django_db


def under_way(street: str = "88 Huaihai Road") -> Shipment:
    parcel = booking.book(shipment=pack(to_send(street=street), carrier="sandbox"))
    return shipments.ship(shipment=parcel)


def later(minutes: int) -> None:
    """The carrier's clock, and that of our questions, have moved on."""
    gone = timedelta(minutes=minutes)
    SandboxParcel.objects.update(booked_at=F("booked_at") - gone)
    Shipment.objects.filter(ask_at__isnull=False).update(ask_at=F("ask_at") - gone)


def test_what_a_carrier_says_is_written_once():
    parcel = under_way()
    for _ in range(3):
        later(2)
        assert tracking.track_due() == 1

    assert [one.status for one in parcel.tracking.all()] == ["arriving", "moving", "moving"]
    assert counted(parcel.fulfilment)[0] == "shipped"


def test_a_parcel_that_arrived_closes_its_fulfilment_and_is_asked_about_no_more():
    parcel = under_way()
    later(11)
    tracking.track_due()

    parcel.refresh_from_db()
    assert (parcel.state, counted(parcel.fulfilment)[0]) == ("delivered", "done")
    later(60)
    assert tracking.track_due() == 0


@pytest.mark.parametrize("street", ["1 Stuck Road", "1 Return Road"])
def test_a_parcel_that_does_not_go_on_is_lost(street):
    parcel = under_way(street)
    later(11)
    tracking.track_due()

    parcel.refresh_from_db()
    assert (parcel.state, counted(parcel.fulfilment)[0]) == ("lost", "shipped")


def test_it_is_not_asked_before_its_time():
    under_way()

    assert tracking.track_due() == 0
    assert not TrackingEvent.objects.exists()


def test_a_carrier_that_is_gone_keeps_no_other_parcel_waiting():
    gone, here = under_way(), under_way()
    Shipment.objects.filter(pk=gone.pk).update(carrier="pigeon")
    later(11)

    assert tracking.track_due() == 2
    gone.refresh_from_db()
    here.refresh_from_db()
    assert (gone.state, gone.asked, here.state) == ("shipped", 1, "delivered")
    assert gone.ask_at is not None


def test_a_parcel_sent_by_hand_is_asked_about_nowhere():
    shipments.ship(shipment=pack(to_send()), tracking="SF1")
    later(600)

    assert tracking.track_due() == 0
